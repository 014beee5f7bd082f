import { plainCommand } from '../create-command.ts'
import { sessionOf } from '../session/open-session.ts'
import { type Profile, profilesFile, saveProfile, tenantUrl } from '../session/profile.ts'
import { readLocalTenant } from '../session/read-local-tenant.ts'
import { askChoice, askText } from '../terminal/ask.ts'
import { printResult, style } from '../terminal/print.ts'
import { readSecret } from '../tokens/read-secret.ts'

export const init = plainCommand('init', 'Make a profile: how to reach a tenant, and with what.', [
  'init https://tokens.example.com/ --client-id abc123',
  'init --local',
  'init --local ../data --url https://127.0.0.1:3000/',
  'init --stack hookmint-prod --region eu-central-1',
])
  .argument('[url]', 'address of the tenant')
  .option('-p, --profile <name>', "name of the profile (default: the tenant's host)")
  .option('--client-id <id>', 'application that may use the Management API')
  .option('--secret-stdin', 'read its secret from standard input')
  .option('--local [folder]', 'the tenant of npm start: its data folder (default ./data)')
  .option('--url <url>', 'address of the local tenant (default: where it listens)')
  .option(
    '--stack <name>',
    'the tenant of a CloudFormation stack, with the AWS credentials at hand',
  )
  .option('--region <name>', 'region of the stack')
  .option('--json', 'print JSON')
  .action(async (url, options) => {
    const profile = await makeProfile(url, options)
    const name = options.profile ?? new URL(profile.url).host
    const { tenant } = await sessionOf(name, profile)
    await tenant.hooks.list()
    await saveProfile(name, profile)
    const file = profilesFile()
    printResult(options, { profile: name, url: profile.url, file }, () => {
      const said = style('green', `Profile ${name} saved for ${profile.url}`)
      return `${said}\n\nSee its hooks:\n\n$ hookmint ls -p ${name}`
    })
  })

interface InitOptions {
  clientId?: string
  secretStdin?: true
  local?: string | true
  url?: string
  stack?: string
  region?: string
  json?: true
}

/** How the tenant is reached, when the command line does not say. */
async function chooseWay(url: string | undefined, options: InitOptions): Promise<string> {
  if (url !== undefined) return 'url'
  if (options.local !== undefined) return 'local'
  if (options.stack !== undefined) return 'stack'
  return askChoice(
    'Which tenant?',
    [
      { value: 'local', label: 'The one of npm start in this folder' },
      { value: 'url', label: 'One at an address, with an application of it' },
      { value: 'stack', label: 'One that a CloudFormation stack made' },
    ],
    'Name the tenant: hookmint init URL --client-id ID, init --local, or init --stack NAME.',
  )
}

async function makeProfile(url: string | undefined, options: InitOptions): Promise<Profile> {
  const way = await chooseWay(url, options)
  if (way === 'stack') {
    const { readStack } = await import('../aws/read-stack.ts')
    const stack = options.stack ?? (await askText('Name of the stack', 'Name it: --stack NAME'))
    return readStack({ stack, region: options.region })
  }
  if (way === 'local') {
    const folder = typeof options.local === 'string' ? options.local : 'data'
    return readLocalTenant(folder, options.url)
  }
  const address = url ?? (await askText('Address of the tenant', 'Name the tenant.'))
  const clientId =
    options.clientId ??
    process.env.HOOKMINT_CLIENT_ID ??
    (await askText('Client id of the application', 'Name the application: --client-id ID'))
  const secret =
    (options.secretStdin ? undefined : process.env.HOOKMINT_CLIENT_SECRET) ||
    (await readSecret(
      `Secret of ${clientId}`,
      options.secretStdin === true,
      'Give the secret on standard input with --secret-stdin, or in HOOKMINT_CLIENT_SECRET.',
    ))
  return { url: tenantUrl(address), client_id: clientId, client_secret: secret }
}
