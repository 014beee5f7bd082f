import { usageError } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { pointAtFault } from '../hooks/point-at-fault.ts'
import { readSecrets } from '../hooks/read-secrets.ts'
import { readSource } from '../hooks/read-source.ts'
import { saveHook } from '../hooks/save-hook.ts'
import { takeOldOptions } from '../options/old-options.ts'
import { sourceOptions } from '../options/source-options.ts'
import { chooseTrigger, noteInert, triggerOption } from '../options/trigger-option.ts'
import { openSession } from '../session/open-session.ts'
import { note, noteWarnings, printResult, style } from '../terminal/print.ts'

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
  .addOption(sourceOptions.secret())
  .addOption(sourceOptions.secretsFile())
  .addOption(sourceOptions.dependency())
  .addOption(sourceOptions.bundle())
  .addOption(sourceOptions.bundleMinify())
  .action(async (file, { type, name, secret, secretsFile, ...options }) => {
    const trigger = await chooseTrigger(type)
    const { script, dependencies, name: found, isPackage } = await readSource(file, options)
    const secrets = await readSecrets(secret, secretsFile)
    const wanted = { name: name ?? toHookName(found), type: trigger, script, dependencies, secrets }
    const session = await openSession(options)
    const { hook, isNew } = await saveHook(session, wanted).catch((error) => {
      throw pointAtFault(error, script, options.bundle || file === '-' ? undefined : file)
    })
    if (name === undefined && isPackage) {
      note(`The hook is named ${hook.name}, after package.json. --name NAME names it otherwise.`)
    }
    const { warnings, ...saved } = hook
    noteInert([trigger])
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

/** A hook's name is letters, digits and dashes. */
function toHookName(found: string | undefined): string {
  const name = found?.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')
  if (name) return name
  throw usageError('Name the hook: -n NAME.')
}
