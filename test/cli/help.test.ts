import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../cli/commands.ts'
import { createCliUser } from './support/cli-user.ts'

const user = createCliUser(tmpdir())
const names = Object.values(COMMANDS).flatMap((entries) => Object.keys(entries))
const groups = ['secrets', 'clients', 'apis', 'grants', 'keys', 'tenant', 'profiles']

/** Lines wider than a terminal are wrapped by it in mid-word. */
function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length))
}

describe('the help', () => {
  it('lists every command with what it does', async () => {
    const { code, screen } = await user.run('--help')
    expect(code).toBe(0)
    expect(screen).toMatchInlineSnapshot(`
      "Manage a Hookmint tenant: its hooks, applications, APIs, grants and keys.

      Usage: hookmint COMMAND [options]

      Hooks:
        scaffold    print the starter text of a hook
        create      create a hook, disabled, or update it
        update      change the name or the limits of a hook
        ls          list hooks
        enable      enable a hook in place of the one that is
        disable     disable a hook
        edit        open the dashboard's editor on a hook
        rm          remove a hook
        secrets     list, set and remove the secrets of a hook
        test        run a script or a saved hook on fixtures

      Versions of a hook:
        versions    list the saved versions of a hook
        diff        show what differs between two versions
        rollback    make an earlier version the current one

      Tokens and the log:
        token       get, decode, verify or compare an access token
        logs        show the log as it comes
        explain     tell why a token looks as it does
        stats       show the tokens and refusals of each day

      The tenant:
        clients     manage applications
        apis        manage APIs
        grants      manage what applications may ask of APIs
        keys        list, rotate and revoke signing keys
        tenant      show and change settings
        doctor      say what is wrong, and how to mend it
        dashboard   open the dashboard, signed in
        start       start a tenant on this machine
        destroy     remove a tenant from an AWS account

      This command line:
        init        make a profile: how to reach a tenant
        profiles    list, choose and remove profiles
        completion  print the script that completes words in a shell

      Options:
        -p, --profile NAME  profile of the tenant (HOOKMINT_PROFILE)
        --json              print JSON; errors too, on standard error
        -h, --help          show the help of a command
        -V, --version       show the version

      Examples:
        hookmint init --local
        hookmint create -t credentials-exchange -n my-hook my-hook.js
        hookmint enable my-hook
        hookmint token --decode
      "
    `)
  })

  it('is the same for nothing, -h and help', async () => {
    const { screen } = await user.run('--help')
    for (const args of [[], ['-h'], ['help'], ['-p', 'x', '--help']]) {
      expect(await user.run(...args)).toEqual({ code: 0, screen })
    }
  })

  it('has a file for every command, and names no other', () => {
    const files = readdirSync(new URL('../../cli/commands', import.meta.url))
    const commands = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3))
    expect(commands.sort()).toEqual([...names, 'complete'].sort())
  })

  it.each(names)('of %s has examples, and fits into 60 columns', async (name) => {
    const terminal = user.open([name, '--help'], { columns: 60 })
    expect(await terminal.exit()).toBe(0)
    const help = terminal.screen()
    if (name !== 'start') expect(help).toContain(`Usage: hookmint ${name}`)
    if (!groups.includes(name)) expect(help).toContain(`  hookmint ${name}`)
    const [body = ''] = help.split('Examples:')
    if (name !== 'start') expect(widest(body)).toBeLessThanOrEqual(60)
  })

  it('of a command shows its arguments, options and examples', async () => {
    expect((await user.run('ls', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint ls [options]

      List hooks by their type.

      Options:
        -p, --profile <name>   profile of the tenant (HOOKMINT_PROFILE)
        --json                 print JSON
        -t, --type <type>      type of the hook: its trigger (choices: "credentials-exchange", "pre-user-registration",
                               "post-user-registration", "post-change-password", "send-phone-message")
        --offset <n>           skip this many hooks (default: 0)
        --limit <n>            list this many hooks at most (default: 10)
        -o, --output <format>  the same as --json (choices: "json")
        -h, --help             show this help

      Examples:
        hookmint ls
        hookmint ls -o json
      "
    `)
    expect((await user.run('rm', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint rm [options] [name]

      Remove a hook with its versions and secrets.

      Arguments:
        name                  name of the hook

      Options:
        -p, --profile <name>  profile of the tenant (HOOKMINT_PROFILE)
        --json                print JSON
        -s, --silent          ask nothing and print nothing
        -y, --yes             ask nothing
        -h, --help            show this help

      Examples:
        hookmint rm my-hook
        hookmint rm my-hook --silent
      "
    `)
    expect((await user.run('logs', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint logs [options]

      Show the log as it comes, with what hooks print; Ctrl-C ends it. With --json one line an event.

      Options:
        -p, --profile <name>  profile of the tenant (HOOKMINT_PROFILE)
        --json                print JSON
        -r, --raw             print the events as they are, one JSON line each
        -v, --verbose         also say why each exchange ended so
        -b, --browser         open the log in the dashboard instead
        --since <time>        begin then: 30s, 10m, 2h, 1d ago, or a date
        -n, --lines <n>       begin with so many of the newest (default: 10)
        --filter <query>      only what matches, in the query syntax of the log
        --no-follow           end after what is there
        -h, --help            show this help

      Examples:
        hookmint logs
        hookmint logs --no-follow --since 1h
        hookmint logs --filter "type:feccft AND client_id:abc123" -v
      "
    `)
    expect((await user.run('test', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint test [options] <file-or-name>

      Run a script or a saved hook on fixtures, and save nothing. Exit code 1 when one fails.

      Arguments:
        file-or-name                     file of a script, or name of a saved hook

      Options:
        -p, --profile <name>             profile of the tenant (HOOKMINT_PROFILE)
        --json                           print JSON
        -f, --fixture <file>             what the hook is given, or a folder of fixture.json and expected.json
        -e, --expected <file>            what should come of it
        -w, --watch                      run again whenever a file changes
        -s, --secret <key=value>         secret of the hook; KEY alone asks for its value
        --secrets-file <file>            dotenv file of secrets
        -d, --dependency <name@version>  npm package that the script requires
        -b, --bundle                     make one script of the file and those that it requires
        --bundle-minify                  bundle, and make it small
        -h, --help                       show this help

      Examples:
        hookmint test my-hook.js
        hookmint test my-hook.js --fixture fixture.json --expected expected.json
        hookmint test my-hook.js --fixture tests/one --fixture tests/two --watch
        hookmint test my-hook
      "
    `)
    expect((await user.run('init', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint init [options] [url]

      Make a profile: how to reach a tenant, and with what.

      Arguments:
        url                   address of the tenant

      Options:
        -p, --profile <name>  name of the profile (default: the tenant's host)
        --client-id <id>      application that may use the Management API
        --secret-stdin        read its secret from standard input
        --local [folder]      the tenant of npm start: its data folder (default ./data)
        --url <url>           address of the local tenant (default: where it listens)
        --stack <name>        the tenant of a CloudFormation stack, with the AWS credentials at hand
        --region <name>       region of the stack
        --json                print JSON
        -h, --help            show this help

      Examples:
        hookmint init https://tokens.example.com/ --client-id abc123
        hookmint init --local
        hookmint init --local ../data --url https://127.0.0.1:3000/
        hookmint init --stack hookmint-prod --region eu-central-1
      "
    `)
    expect((await user.run('create', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint create [options] [file]

      Create a hook, or update the one of that name. A new hook is disabled; an existing one keeps its state.

      Arguments:
        file                             file or URL of the script; - or nothing: standard input

      Options:
        -p, --profile <name>             profile of the tenant (HOOKMINT_PROFILE)
        --json                           print JSON
        -t, --type <type>                type of the hook: its trigger (choices: "credentials-exchange",
                                         "pre-user-registration", "post-user-registration", "post-change-password",
                                         "send-phone-message")
        -n, --name <name>                name of the hook (default: the package.json's, else the file's)
        -s, --secret <key=value>         secret of the hook; KEY alone asks for its value
        --secrets-file <file>            dotenv file of secrets
        -d, --dependency <name@version>  npm package that the script requires
        -b, --bundle                     make one script of the file and those that it requires
        --bundle-minify                  bundle, and make it small
        -h, --help                       show this help

      Examples:
        hookmint create -t credentials-exchange -n my-hook my-hook.js
        hookmint create -t credentials-exchange --secrets-file .env my-hook.js
        hookmint create -t credentials-exchange -b -d jsonwebtoken@^9 src/hook.ts
        hookmint create -t credentials-exchange -n my-hook - < my-hook.js
      "
    `)
    expect((await user.run('token', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint token [options] [client]

      Get an access token of an application, and look into it; or into one that is given.

      Arguments:
        client                client id or name, or a token (- : standard input; default: a local tenant's demo)

      Options:
        -p, --profile <name>  profile of the tenant (HOOKMINT_PROFILE)
        --json                print JSON
        -a, --audience <api>  identifier of the API (default: the tenant's default_audience)
        --scope <scopes>      scopes to ask for, with spaces between
        --decode              show header and payload, and whether the signature is good
        --verify              verify with the published keys; exit code 1 when it is not valid
        --compare <old>       a token, or file with one: exit code 1 when they differ in substance
        --secret-stdin        read the application's secret from standard input
        -h, --help            show this help

      Examples:
        hookmint token my-application --audience https://api.example.com/ --decode
        hookmint token --decode
        hookmint token my-application --audience https://api.example.com/ --compare old-token.txt
        hookmint token - --verify < token.txt
      "
    `)
  })

  it('of a group shows its commands, and of each what it takes', async () => {
    expect((await user.run('clients', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint clients [options] [command]

      Manage applications: what asks for tokens.

      Options:
        -h, --help     show this help

      Commands:
        ls             List the applications.
        get            Show an application and its grants.
        create         Create an application. Its secret is shown once.
        update         Change an application.
        rotate-secret  Give an application a new secret, shown once. The one before ends at once, or after a while.
        keys           Manage the public keys whose assertions prove an application (private_key_jwt).
        rm             Remove an application and its grants.
      "
    `)
    expect((await user.run('clients', 'create', '--help')).screen).toMatchInlineSnapshot(`
      "Usage: hookmint clients create [options] [name]

      Create an application. Its secret is shown once.

      Arguments:
        name                        name of the application

      Options:
        -p, --profile <name>        profile of the tenant (HOOKMINT_PROFILE)
        --json                      print JSON
        --description <text>        what it is for
        --type <type>               its app_type (default: "non_interactive")
        -g, --grant-type <type>     what it may use; again for each. Only client_credentials is served here
        --auth-method <method>      how it proves itself: by its secret or a key, or by a key alone (choices:
                                    "client_secret_post", "private_key_jwt")
        -m, --metadata <key=value>  given to hooks as client.metadata
        -h, --help                  show this help

      Examples:
        hookmint clients create warehouse-sync
        hookmint clients create warehouse-sync -m plan=gold --json
      "
    `)
  })

  it('puts summaries on lines of their own in a narrow terminal', async () => {
    const terminal = user.open(['--help'], { columns: 40 })
    await terminal.exit()
    expect(terminal.screen()).toContain(
      '  rollback\n      make an earlier version the current one\n',
    )
  })

  it('shows the version', async () => {
    expect(await user.run('--version')).toEqual({ code: 0, screen: '0.1.0\n' })
  })
})

describe('what cannot be understood', () => {
  it.each([
    ['a command', ['enabel', 'x'], "unknown command 'enabel'\n(Did you mean enable?)"],
    [
      'a command of a group',
      ['clients', 'creat'],
      "unknown command 'creat'\n(Did you mean create?)",
    ],
    ['an option', ['ls', '--ofset', '3'], "unknown option '--ofset'\n(Did you mean --offset?)"],
    ['a value', ['ls', '--limit', 'x'], 'It must be a whole number.'],
    ['a type', ['scaffold', '-t', 'nothing'], 'Allowed choices are credentials-exchange,'],
    ['a word too many', ['enable', 'a', 'b'], 'too many arguments'],
  ])('names what was meant of %s, with exit code 2', async (_, args, said) => {
    const { code, stdout, stderr } = await user.pipe(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(said)
  })

  it('is an envelope with --json', async () => {
    const { code, stdout, error } = await user.failure('enabel')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(error).toEqual({
      code: 'usage',
      message: "unknown command 'enabel'\n(Did you mean enable?)",
      hint: 'hookmint --help lists the commands and their options.',
    })
  })
})
