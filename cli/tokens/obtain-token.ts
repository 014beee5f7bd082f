import { text } from 'node:stream/consumers'
import { usageError } from '../cli-error.ts'
import { findClient } from '../find-client.ts'
import { readFileOr } from '../hooks/read-source.ts'
import { openSession, type Session } from '../session/open-session.ts'
import { askChoice, canAsk } from '../terminal/ask.ts'
import { clientSecret } from './client-secret.ts'
import { isToken } from './decode-token.ts'
import { requestToken, type TokenAnswer } from './request-token.ts'

export interface TokenOptions {
  profile?: string
  json?: true
  audience?: string
  scope?: string
  secretStdin?: true
}

/** A token that the words stand for: one that is given, or a new one of an application. */
export async function obtainToken(
  word: string | undefined,
  options: TokenOptions,
): Promise<TokenAnswer | { access_token: string }> {
  if (word === '-') return { access_token: (await text(process.stdin)).trim() }
  if (word !== undefined && isToken(word)) return { access_token: word }
  const session = await openSession(options)
  const client_id = await chooseClientId(session, word, options)
  const { demo } = session.profile
  return requestToken(session.url, {
    client_id,
    client_secret: await clientSecret(client_id, session.profile, options.secretStdin === true),
    audience: options.audience ?? (demo?.client_id === client_id ? demo.audience : undefined),
    scope: options.scope,
  })
}

/** A client id needs no look at the tenant, which the profile's application might not be allowed. */
async function chooseClientId(
  session: Session,
  word: string | undefined,
  options: TokenOptions,
): Promise<string> {
  if (word !== undefined) {
    return /^[A-Za-z0-9]{32}$/.test(word) ? word : (await findClient(session, word)).client_id
  }
  const { demo } = session.profile
  if (demo !== undefined) return demo.client_id
  const explain = 'Name the application: hookmint token CLIENT --audience API.'
  if (!canAsk(options)) throw usageError(explain)
  const clients = await session.tenant.clients.list()
  const choices = clients.map(({ client_id, name }) => ({ value: client_id, label: name }))
  return askChoice('Token for which application?', choices, explain)
}

/** A token from the command line, or from a file. */
export async function readToken(word: string): Promise<string> {
  if (isToken(word)) return word
  return (await readFileOr(word, `${word} is neither a token nor a file with one.`)).trim()
}
