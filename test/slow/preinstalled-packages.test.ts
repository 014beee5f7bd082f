import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import preinstalled from '../../hooks/runtime/preinstalled.json' with { type: 'json' }
import { expectRegistry } from '../support/expect-registry.ts'
import { managementClient } from '../support/management-client.ts'
import { type StartedServer, startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Fewer than one machine tests at a time: each build has a minute, on a busy machine too. */
const AT_ONCE = 3
const WITHIN_MS = 1_200_000

const results = new Map<string, unknown>()
let folder: Awaited<ReturnType<typeof temporaryFolder>> | undefined
let server: StartedServer | undefined

beforeAll(async () => {
  await expectRegistry()
  folder = await temporaryFolder()
  server = await startLocal(join(folder.path, 'data'))
  const api = await managementClient(server)
  const names = Object.keys(preinstalled)
  const work = async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const { body } = await api.post('/hooks/test', { script: requiring(name) })
      results.set(name, body)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}, WITHIN_MS)
afterAll(async () => {
  await server?.stop()
  await folder?.remove()
})

/** A hook that has a package without declaring it, and gives its exports as scopes. */
function requiring(name: string): string {
  return `const found = require(${JSON.stringify(name)})
module.exports = (client, scope, audience, context, cb) =>
  cb(null, { scope: [typeof found, ...Object.keys(found)] })`
}

it.each(Object.entries(preinstalled))(
  '%s loads in a hook that does not declare it',
  (name, wanted) => {
    const result = results.get(name)
    expect(result).toMatchObject({
      outcome: 'result',
      packages: [{ name, wanted, source: 'preinstalled' }],
    })
    expect(result).not.toMatchObject({ scope: ['object'] })
  },
)
