import type { LogEvent } from '../../../functions/core/log-event.ts'
import type { ManagementClient } from '../../support/management-client.ts'
import type { Traffic } from './send-exchanges.ts'

const AT_ONCE = 100

/** Where the log is now. */
export async function logPlace(api: ManagementClient): Promise<string> {
  const { body } = await api.get('/logs?per_page=1&fields=log_id')
  return body[0].log_id
}

/** Every exchange has its line behind this place of the log, and every refusal its reason there. */
export async function checkRefusals(
  api: ManagementClient,
  place: string,
  { tokens, refused }: Traffic,
): Promise<void> {
  const open = new Map(refused)
  let issued = 0
  for await (const { type, user_agent: agent, description } of eventsFrom(api, place)) {
    if (!agent?.startsWith('soak/')) continue
    if (type === 'seccft') issued++
    if (type !== 'feccft') continue
    const refusal = open.get(agent)
    if (!refusal?.description.test(description)) {
      throw new Error(`The log explains ${agent} by ${JSON.stringify(description)}`)
    }
    open.delete(agent)
  }
  if (open.size > 0) throw new Error(`The log has no line of ${[...open.keys()].join(', ')}`)
  if (issued !== tokens) throw new Error(`The log has ${issued} tokens of ${tokens}`)
}

async function* eventsFrom(api: ManagementClient, place: string): AsyncGenerator<LogEvent> {
  for (let from = place; ; ) {
    const { status, body } = await api.get(`/logs?from=${from}&take=${AT_ONCE}`)
    if (status !== 200) throw new Error(`The log answers ${status}: ${JSON.stringify(body)}`)
    yield* body
    if (body.length < AT_ONCE) return
    from = body.at(-1).log_id
  }
}
