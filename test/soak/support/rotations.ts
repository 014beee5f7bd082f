import type { Chore, Tenant } from './chore.ts'
import type { KeptKeys } from './kept-keys.ts'
import { accepted } from './known.ts'

const MOST_PREVIOUS = 2

interface ShownKey {
  kid: string
  current: boolean
  previous: boolean
  /** ISO 8601, of previous ones. */
  current_until?: string
}

/** Keys that follow on each other; the oldest is revoked to make room, as forced rotations need. */
export function createRotations(keys: KeptKeys): Chore & {
  /** Whether tokens of a key are to be trusted no more. */
  isRevoked(kid: string): boolean
} {
  /** Acknowledged as published. */
  const made: string[] = []
  const revoked = new Set<string>()

  async function shownKeys({ api }: Tenant): Promise<ShownKey[]> {
    return accepted(await api.get('/keys/signing')).body
  }

  async function makeRoom(tenant: Tenant): Promise<void> {
    const previous = (await shownKeys(tenant)).filter((key) => key.previous)
    if (previous.length < MOST_PREVIOUS) return
    const since = ({ current_until = '' }: ShownKey) => Date.parse(current_until)
    const [oldest] = previous.sort((one, other) => since(one) - since(other))
    if (oldest === undefined) return
    revoked.add(oldest.kid)
    accepted(await tenant.api.put(`/keys/signing/${oldest.kid}/revoke`))
  }

  return {
    name: 'signing keys',
    isRevoked: (kid) => revoked.has(kid),
    async work(tenant) {
      await makeRoom(tenant)
      const { kid } = accepted(await tenant.api.post('/keys/signing/rotate', { force: true })).body
      made.push(kid)
      return 2
    },
    async check(tenant) {
      const published = await keys.publishedKids(tenant.server)
      const lost = made.find((kid) => !revoked.has(kid) && !published.includes(kid))
      if (lost !== undefined) throw new Error(`The signing key ${lost} is no longer published`)
      const current = (await shownKeys(tenant)).filter((key) => key.current)
      if (current.length !== 1) throw new Error(`There are ${current.length} current signing keys`)
    },
  }
}
