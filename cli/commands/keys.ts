import type { SigningKeyAnswer } from '../../functions/management/contract/answers.ts'
import { createCommand, createGroup } from '../create-command.ts'
import { openSession } from '../session/open-session.ts'
import { confirmOrCancel } from '../terminal/ask.ts'
import { formatTable } from '../terminal/format-table.ts'
import { printResult, style } from '../terminal/print.ts'

const STATES = ['current', 'next', 'previous', 'revoked'] as const

const list = createCommand('ls', 'List the signing keys.', ['keys ls']).action(async (options) => {
  const { tenant } = await openSession(options)
  const keys = await tenant.keys.list()
  printResult(options, keys, () => {
    return formatTable(
      ['KEY', 'STATE', 'SINCE', 'UNTIL'],
      keys.map((key) => [key.kid, stateOf(key), key.current_since ?? '', untilOf(key)]),
    )
  })
})

const rotate = createCommand(
  'rotate',
  'Sign with the next key from now on. Tokens signed before verify until they expire.',
  ['keys rotate'],
)
  .option('--force', 'also before verifiers have had the time to see the next key')
  .option('-y, --yes', 'ask nothing')
  .action(async ({ force = false, yes, ...options }) => {
    const { tenant } = await openSession(options)
    if (!yes) await confirmOrCancel('Sign with the next key from now on?', options)
    await tenant.keys.rotate({ force })
    const keys = await tenant.keys.list()
    printResult(options, keys, () => {
      const current = keys.find((key) => key.current)
      return style('green', `Tokens are signed with ${current?.kid} now.`)
    })
  })

const revoke = createCommand(
  'revoke',
  'Take a key out of the published ones: its tokens stop verifying.',
  ['keys revoke KID'],
)
  .argument('<kid>', 'id of the key')
  .option('-y, --yes', 'ask nothing')
  .action(async (kid, { yes, ...options }) => {
    const { tenant } = await openSession(options)
    if (!yes) await confirmOrCancel(`Revoke ${kid}? Tokens signed with it end.`, options)
    const key = await tenant.keys.revoke(kid)
    printResult(options, key, () => style('green', `Revoked ${kid}.`))
  })

export const keys = createGroup('keys', 'List, rotate and revoke signing keys.', [
  list,
  rotate,
  revoke,
])

function stateOf(key: SigningKeyAnswer): string {
  return STATES.find((state) => key[state]) ?? 'retired'
}

function untilOf({ revoked_at, published_until, current_until }: SigningKeyAnswer): string {
  return revoked_at ?? published_until ?? current_until ?? ''
}
