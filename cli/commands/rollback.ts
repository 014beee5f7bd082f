import { CliError, usageError } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { awaitDeployment } from '../hooks/await-deployment.ts'
import { chooseHook } from '../hooks/choose-hook.ts'
import { wholeNumber } from '../options/whole-number.ts'
import { openSession } from '../session/open-session.ts'
import { confirmOrCancel } from '../terminal/ask.ts'
import { printResult, style } from '../terminal/print.ts'

export const rollback = createCommand(
  'rollback',
  'Make an earlier version of a hook the current one; if the hook is enabled, the next token meets it.',
  ['rollback my-hook', 'rollback my-hook --to 3'],
)
  .argument('[name]', 'name of the hook')
  .option('--to <n>', 'number of the version (default: the one before the current)', wholeNumber)
  .option('--rebuild', 'build it again with the present runtime first')
  .option('-y, --yes', 'ask nothing')
  .action(async (name, { to, rebuild, yes, ...options }) => {
    const session = await openSession(options)
    const { hooks } = session.tenant
    const hook = await chooseHook(session, name, options)
    const versions = await hooks.versions(hook.id)
    const current = versions.find((version) => version.current)?.version
    const before = versions.find(({ version }) => current !== undefined && version < current)
    const version = to ?? before?.version
    if (version === undefined) throw usageError(`${hook.name} has no version before this one.`)
    if (!versions.some((saved) => saved.version === version)) {
      throw new CliError('not_found', `${hook.name} has no version ${version}.`, {
        hint: `It has: ${versions.map((saved) => saved.version).join(', ')}.`,
      })
    }
    const question =
      version === current
        ? `Build version ${version} of ${hook.name} again?`
        : `Roll ${hook.name} back from ${current} to ${version}?`
    if (!yes) await confirmOrCancel(question, options)
    if (rebuild) {
      await hooks.rebuild(hook.id, version)
      await awaitDeployment(session, await hooks.get(hook.id))
    }
    const deployed = await awaitDeployment(session, await hooks.deploy(hook.id, version))
    printResult(options, { ...deployed, version }, () => {
      const state = hook.enabled ? 'It is enabled.' : 'The hook is disabled.'
      return style('green', `Version ${version} of ${hook.name} is current. ${state}`)
    })
  })
