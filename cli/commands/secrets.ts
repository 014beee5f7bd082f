import { CliError, usageError } from '../cli-error.ts'
import { createCommand, createGroup } from '../create-command.ts'
import { findHook } from '../hooks/find-hook.ts'
import { readSecrets } from '../hooks/read-secrets.ts'
import { writeSecrets } from '../hooks/write-secrets.ts'
import { openSession } from '../session/open-session.ts'
import { confirmOrCancel } from '../terminal/ask.ts'
import { formatTable } from '../terminal/format-table.ts'
import { printResult, style } from '../terminal/print.ts'

const list = createCommand('ls', 'List the names of the secrets; values are never shown.', [
  'secrets ls my-hook',
])
  .argument('<hook>', 'name of the hook')
  .action(async (name, options) => {
    const session = await openSession(options)
    const { id } = await findHook(session, name)
    const { hooks } = session.tenant
    const [secrets, status] = await Promise.all([hooks.secrets(id), hooks.status(id)])
    const rows = Object.keys(secrets).map((secret) => {
      return { name: secret, missing: status.missing_secrets.includes(secret) }
    })
    printResult(options, rows, () => {
      if (rows.length === 0) return `${name} has no secrets.`
      return formatTable(
        ['SECRET', ''],
        rows.map((row) => [row.name, row.missing ? style('yellow', 'has no value') : '']),
      )
    })
  })

const set = createCommand('set', 'Add secrets, or replace their values.', [
  'secrets set my-hook API_KEY',
  'secrets set my-hook API_KEY=abc123 PLAN=free',
  'secrets set my-hook --secrets-file .env',
])
  .argument('<hook>', 'name of the hook')
  .argument('[secrets...]', 'KEY=VALUE; KEY alone asks for its value')
  .option('--secrets-file <file>', 'dotenv file of secrets')
  .action(async (name, words, { secretsFile, ...options }) => {
    const secrets = await readSecrets(words, secretsFile)
    if (Object.keys(secrets).length === 0) throw usageError('Name a secret: KEY or KEY=VALUE.')
    const session = await openSession(options)
    const { id } = await findHook(session, name)
    const { added, changed } = await writeSecrets(session, id, secrets)
    printResult(options, { added, changed }, () => {
      const said = [
        ...added.map((secret) => `Added ${secret}.`),
        ...changed.map((secret) => `Replaced ${secret}.`),
      ]
      return style('green', said.join('\n'))
    })
  })

const remove = createCommand('rm', 'Remove secrets.', ['secrets rm my-hook API_KEY'])
  .argument('<hook>', 'name of the hook')
  .argument('<names...>', 'names of the secrets')
  .option('-y, --yes', 'ask nothing')
  .action(async (name, names, { yes, ...options }) => {
    const session = await openSession(options)
    const { id } = await findHook(session, name)
    const known = Object.keys(await session.tenant.hooks.secrets(id))
    const unknown = names.filter((secret) => !known.includes(secret))
    if (unknown.length > 0) {
      throw new CliError('not_found', `${name} has no secret ${unknown.join(', ')}.`, {
        hint: known.length > 0 ? `It has: ${known.join(', ')}.` : 'It has none.',
      })
    }
    if (!yes) await confirmOrCancel(`Remove ${names.join(', ')} from ${name}?`, options)
    await session.tenant.hooks.removeSecrets(id, names)
    printResult(options, { removed: names }, () => style('green', `Removed ${names.join(', ')}.`))
  })

export const secrets = createGroup('secrets', 'List, set and remove the secrets of a hook.', [
  list,
  set,
  remove,
])
