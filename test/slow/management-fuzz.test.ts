import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ManagementPorts } from '../../functions/management/management-ports.ts'
import { listOperations } from '../../functions/management/operations.ts'
import { openEventLog } from '../../local/log/event-log.ts'
import { openTenantDatabase } from '../../local/tenant-database.ts'
import { bytesOf } from '../support/fuzz-bodies.ts'
import { type FuzzCaller, openFuzzCaller } from '../support/fuzz-caller.ts'
import { checkAnswer } from '../support/fuzz-checks.ts'
import { sendOverHttp } from '../support/fuzz-http.ts'
import { type FuzzRequest, fuzzRequests } from '../support/fuzz-requests.ts'
import { openFuzzTenant } from '../support/fuzz-tenant.ts'
import { managementClient } from '../support/management-client.ts'
import { type ServedTenant, serveTenant } from '../support/serve-tenant.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const BATCHES = 500
/** On average half as many. */
const MOST_IN_BATCH = 100
const BATCHES_OVER_HTTP = 40
/** The same requests each time, so that red means a change; another seed looks elsewhere. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_124)

/** The table alone: its handlers are not called. */
const operations = listOperations({} as ManagementPorts)

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let log: ReturnType<typeof openEventLog>
let served: ServedTenant
beforeAll(async () => {
  folder = await temporaryFolder()
  log = openEventLog({ dataDir: folder.path, print() {}, keepEvents: 500, keepDays: 30 })
  served = await serveTenant({ requestsPerMinute: Number.MAX_SAFE_INTEGER })
})
afterAll(async () => {
  await served.close()
  log.close()
  await folder.remove()
})

it(`answers ${BATCHES} batches of requests as the schema of each operation says`, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(batches(), async (requests) => {
      const tenant = await openFuzzTenant(log)
      for (const request of requests) {
        const before = tenant.dump()
        const { operation, answer } = await send(tenant, request)
        if (answer.status >= 500) throw new Error(tenant.lastEvent()?.description)
        checkAnswer(operation, request, answer)
        const mayWrite = operation.method !== 'GET' && answer.status < 300
        if (!mayWrite) expect(tenant.changedSince(before)).toEqual([])
        seen.add(`${operation.method} ${operation.path} ${answer.status}`)
      }
    }),
    { numRuns: BATCHES, seed: SEED },
  )
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expectEveryOperation(seen)
})

it(`answers ${BATCHES_OVER_HTTP} batches of the same kind over HTTP, with every port real`, async () => {
  const { token } = await managementClient(served)
  const { send: overHttp, close } = sendOverHttp(served.url)
  const admin = served.credentials.admin.client_id
  const { host } = new URL(served.url)
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(batches(), async (requests) => {
      const caller = await openFuzzCaller(operations, { send: overHttp, token, admin, host })
      for (const request of requests) {
        const before = allRecords()
        const { operation, answer } = await send(caller, request)
        if (answer.status >= 500) throw new Error((await served.lastEvent()).description)
        checkAnswer(operation, request, answer)
        const mayWrite = operation.method !== 'GET' && answer.status < 300
        if (!mayWrite) expect(allRecords()).toEqual(before)
        seen.add(`${operation.method} ${operation.path} ${answer.status}`)
      }
    }),
    // A batch meets what those before it have left: a smaller one shows nothing.
    { numRuns: BATCHES_OVER_HTTP, seed: SEED, endOnFailure: true },
  )
  close()
  const statuses = new Set([...seen].map((answer) => Number(answer.split(' ')[2])))
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 204, 400, 404, 409]))
})

function batches(): fc.Arbitrary<FuzzRequest[]> {
  const length = { minLength: 1, maxLength: MOST_IN_BATCH }
  return fc.array(fuzzRequests(operations), { ...length, size: 'max' })
}

async function send({ call, places }: FuzzCaller, request: FuzzRequest) {
  const operation = operations[request.operation]
  if (operation === undefined) throw new Error('There is no such operation')
  const { contentType } = request.body
  const answer = await call(operation, places.pathOf(operation, request.at), {
    query: request.query,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body: bytesOf(request.body),
  })
  return { operation, answer }
}

/** What only ever refuses, or never does, was not looked at: `WELL_KNOWN` lacks a value. */
function expectEveryOperation(seen: Set<string>): void {
  const wanted = operations.flatMap(({ method, path, query, body }) => [
    `${method} ${path} 2xx`,
    ...((query ?? body) ? [`${method} ${path} 400`] : []),
  ])
  const found = [...seen].map((answer) => answer.replace(/ 2\d\d$/, ' 2xx'))
  expect(wanted.filter((answer) => !found.includes(answer))).toEqual([])
}

function allRecords(): unknown[] {
  const database = openTenantDatabase(served.folder)
  try {
    return database.prepare('SELECT pk, sk, value FROM records ORDER BY pk, sk').all()
  } finally {
    database.close()
  }
}
