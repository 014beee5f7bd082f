import { usageError } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { bundleScript } from '../hooks/bundle-script.ts'
import { readSecrets } from '../hooks/read-secrets.ts'
import { readSource } from '../hooks/read-source.ts'
import { saveHook } from '../hooks/save-hook.ts'
import { chooseTrigger, triggerOption } from '../hooks/trigger-option.ts'
import { takeOldOptions } from '../old-options.ts'
import { openSession } from '../session/open-session.ts'
import { noteWarnings, printResult, style } from '../terminal/print.ts'

const command = createCommand(
  'create',
  'Create a hook, or update the one of that name. A new hook is disabled; an existing one keeps its state.',
  [
    'create -t credentials-exchange -n my-hook my-hook.js',
    'create -t credentials-exchange --secrets-file .env my-hook.js',
    'create -t credentials-exchange -b -d jsonwebtoken@^9 src/hook.ts',
    'create -t credentials-exchange -n my-hook - < my-hook.js',
  ],
)
  .argument('[file]', 'file or URL of the script; - or nothing: standard input')
  .addOption(triggerOption())
  .option('-n, --name <name>', "name of the hook (default: the package.json's, else the file's)")
  .option(
    '-s, --secret <key=value>',
    'secret of the hook; KEY alone asks for its value',
    gather,
    [],
  )
  .option('--secrets-file <file>', 'dotenv file of secrets')
  .option('-d, --dependency <name@version>', 'npm package that the script requires', gather, [])
  .option('-b, --bundle', 'make one script of the file and the local files that it requires')
  .option('--bundle-minify', 'bundle, and make it small')
  .action(async (file, { type, name, secret, secretsFile, dependency, ...options }) => {
    const trigger = await chooseTrigger(type)
    const source = await readSource(file)
    const wantedName = name ?? nameOf(source.name)
    const isBundled = options.bundle || options.bundleMinify
    const script = isBundled ? await bundle(file, options.bundleMinify === true) : source.script
    const secrets = await readSecrets(secret, secretsFile)
    const dependencies = { ...source.dependencies, ...Object.fromEntries(dependency.map(pair)) }
    const session = await openSession(options)
    const wanted = { name: wantedName, type: trigger, script, dependencies, secrets }
    const { hook, isNew } = await saveHook(session, wanted)
    const { warnings, ...saved } = hook
    noteWarnings(warnings)
    printResult(options, saved, () => {
      const state = hook.enabled ? 'enabled' : 'disabled'
      const said = style('green', `Hook ${isNew ? 'created' : 'updated'} in ${state} state.`)
      if (hook.enabled) return said
      const profile = options.profile === undefined ? '' : `--profile ${options.profile} `
      const next = style('green', `$ hookmint enable ${profile}${hook.name}`)
      return `${said} To enable this hook to run in production, call:\n\n${next}`
    })
  })

export const create = takeOldOptions(command, [
  '--meta <key=value>',
  '--parse-body',
  '--bundle-strict',
  '--capture',
])

function gather(value: string, before: string[]): string[] {
  return [...before, value]
}

/** A hook's name is letters, digits and dashes. */
function nameOf(found: string | undefined): string {
  const name = found?.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
  if (name) return name
  throw usageError('Name the hook: -n NAME.')
}

async function bundle(file: string | undefined, minify: boolean): Promise<string> {
  if (file === undefined || file === '-' || /^https?:/i.test(file)) {
    throw usageError('--bundle needs a file: there is nothing beside standard input or a URL.')
  }
  return bundleScript(file, minify)
}

/** `name@version`, or a name alone: the latest. */
function pair(text: string): [name: string, version: string] {
  const at = text.indexOf('@', 1)
  return at < 0 ? [text, 'latest'] : [text.slice(0, at), text.slice(at + 1)]
}
