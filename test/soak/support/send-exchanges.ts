import type { JWTPayload } from 'jose'
import { demoExchange, type TokenServer } from '../../support/token-client.ts'
import type { KeptKeys } from './kept-keys.ts'
import { REFUSALS, type Refusal } from './refusals.ts'
import { CLAIM } from './soak-script.ts'

const CONCURRENCY = 8
const REFUSED_EVERY = 20

/** What clients got, all of it checked. */
export interface Traffic {
  tokens: number
  /** By the user agent that was sent with it. */
  refused: Map<string, Refusal>
  /** One of the tokens, for later. */
  lastToken: string
}

let serial = 0

/**
 * Sends exchanges, some of which are to be refused, and checks each answer: a token verifies, and
 * its hook saw the secrets of one change. `isOver` ends it early, before which no answer may fail.
 */
export async function sendExchanges(
  server: TokenServer,
  keys: KeptKeys,
  count: number,
  isOver: () => boolean = () => false,
): Promise<Traffic> {
  const traffic: Traffic = { tokens: 0, refused: new Map(), lastToken: '' }
  let sent = 0

  async function exchange(): Promise<void> {
    const refusal = refusalOf(++serial)
    const agent = `soak/${serial}`
    const answer = await demoExchange(server, refusal?.changes(serial), { 'user-agent': agent })
    if (answer.status !== (refusal?.status ?? 200)) {
      throw new Error(`${agent}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    if (refusal !== undefined) {
      traffic.refused.set(agent, refusal)
      return
    }
    traffic.lastToken = String(answer.body.access_token)
    const { audience } = server.credentials.demo
    checkClaims(await keys.verify(server, traffic.lastToken, audience))
    traffic.tokens++
  }

  async function client(): Promise<void> {
    while (sent < count && !isOver()) {
      sent++
      await exchange().catch((error) => {
        if (!isOver()) throw error
      })
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, client))
  return traffic
}

function refusalOf(place: number): Refusal | undefined {
  if (place % REFUSED_EVERY !== 0) return undefined
  return REFUSALS[(place / REFUSED_EVERY) % REFUSALS.length]
}

function checkClaims(payload: JWTPayload): void {
  const [word, one, two] = ['word', 'one', 'two'].map((name) => payload[`${CLAIM}/${name}`])
  if (typeof word === 'string' && typeof one === 'string' && one === two) return
  throw new Error(`A token is of half a change: ${JSON.stringify({ word, one, two })}`)
}
