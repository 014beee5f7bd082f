import { InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { createCommand } from '../../../create-command.ts'
import { findClient } from '../../../find-client.ts'
import { readNamedFile } from '../../../read-file.ts'
import { openSession } from '../../../session/open-session.ts'
import { printResult, style } from '../../../terminal/print.ts'

export const addKey = createCommand('add', 'Add a public key of an application.', [
  'clients keys add warehouse-sync public.pem',
  'clients keys add warehouse-sync public.pem --name laptop --expires 2030-01-31',
])
  .argument('<client>', 'client id or name')
  .argument('<file>', 'PEM file: a public key or a certificate')
  .option('--name <name>', 'what people call it')
  .addOption(
    new Option('--alg <name>', 'of its assertions').choices(['RS256', 'RS384', 'PS256'] as const),
  )
  .option('--kid <kid>', 'what assertions name it by (default: its RFC 7638 thumbprint)')
  .option('--expires <date>', 'when it ends, in UTC: 2030-01-31', readDate)
  .action(async (wanted, file, { name, alg, kid, expires, ...options }) => {
    const pem = await readNamedFile(file, `There is no key ${file}.`)
    const session = await openSession(options)
    const client = await findClient(session, wanted)
    const key = await session.tenant.clients.addCredential(client.client_id, {
      credential_type: 'public_key',
      pem,
      ...(name !== undefined && { name }),
      ...(alg !== undefined && { alg }),
      ...(kid !== undefined && { kid }),
      ...(expires !== undefined && { expires_at: expires }),
    })
    printResult(options, key, () => {
      return style('green', `${client.name} can prove itself with the key ${key.kid}.`)
    })
  })

/** ISO 8601; throws for what is no date. */
function readDate(text: string): string {
  const date = new Date(text)
  if (!/^\d{4}-/.test(text) || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('It must be a date, as 2030-01-31.')
  }
  return date.toISOString()
}
