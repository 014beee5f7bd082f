import { randomUUID } from 'node:crypto'
import type { HttpRequest, HttpResponse } from '../../functions/core/http.ts'
import type { JsonValue } from '../../functions/core/json.ts'
import type { Operation } from '../../functions/management/operation.ts'
import { KNOWN_AUDIENCES, KNOWN_CLIENTS, WELL_KNOWN } from './fuzz-known.ts'
import { createFuzzPlaces } from './fuzz-places.ts'

/** Answers a request to the Management API, in process or over HTTP. */
export type SendRequest = (request: HttpRequest) => Promise<HttpResponse>

export type FuzzCaller = Awaited<ReturnType<typeof openFuzzCaller>>

/** Fills a tenant with what the fuzz knows and it lacks, and finds its way by what is there. */
export async function openFuzzCaller(
  operations: Operation[],
  { send, token, admin, host }: { send: SendRequest; token: string; admin: string; host: string },
) {
  const { kid: ownKid } = JSON.parse(String(Buffer.from(token.split('.')[0] ?? '', 'base64url')))
  const places = createFuzzPlaces(
    ({ client_id, kid, log_id }) => log_id === undefined && (client_id === admin || kid === ownKid),
  )

  async function call(operation: Operation, path: string, rest: Partial<HttpRequest> = {}) {
    const response = await send({
      method: operation.method,
      path: `/api/v2${path}`,
      query: '',
      ip: '127.0.0.1',
      body: Buffer.alloc(0),
      ...rest,
      headers: { host, authorization: `Bearer ${token}`, ...rest.headers },
    })
    if (response.status < 300 && response.body !== '') {
      places.learn(operation, path, JSON.parse(response.body) as JsonValue)
    }
    return response
  }

  await fill()
  for (const operation of operations.filter(({ method }) => method === 'GET')) {
    await call(operation, places.pathOf(operation, 0))
  }
  return { call, places }

  async function fill(): Promise<void> {
    for (const identifier of KNOWN_AUDIENCES) await post('/resource-servers', { identifier })
    for (const client_id of KNOWN_CLIENTS) {
      await post('/clients', { client_id, name: client_id })
      await post('/client-grants', { client_id, audience: KNOWN_AUDIENCES[0] })
    }
    const [pem] = WELL_KNOWN.pem ?? []
    const credential = { credential_type: 'public_key', pem }
    await post(`/clients/${KNOWN_CLIENTS[0]}/credentials`, credential)
    const [script] = WELL_KNOWN.script ?? []
    const hook = { name: `existing-${randomUUID()}`, script, triggerId: 'credentials-exchange' }
    const { id } = await post('/hooks', hook)
    await post(`/hooks/${id}/secrets`, { API_KEY: 'a value of some length' })
  }

  async function post(path: string, body: object) {
    const asPattern = path.replace(/(?<=^\/(clients|hooks)\/)[^/]+/, ':id')
    const operation = operations.find((each) => each.method === 'POST' && each.path === asPattern)
    if (operation === undefined) throw new Error(`There is no operation POST ${path}`)
    const headers = { 'content-type': 'application/json' }
    const response = await call(operation, path, {
      headers,
      body: Buffer.from(JSON.stringify(body)),
    })
    if (![201, 409].includes(response.status)) throw new Error(`POST ${path}: ${response.body}`)
    return JSON.parse(response.body)
  }
}
