import { createHash } from 'node:crypto'
import { postToken } from '../../support/token-client.ts'
import type { Chore, Tenant } from './chore.ts'
import { accepted, change, type Known, settle } from './known.ts'

const KEPT = 3

interface Application {
  /** What `client_metadata.note` says. */
  note: Known<string>
  isGranted: boolean
}

const secretOf = (id: string) => createHash('sha256').update(id).digest('hex')

/** Applications that come with a grant, change and go. */
export function createApplications(): Chore {
  let serial = 0
  const known = new Map<string, Application>()

  async function expectToken({ server }: Tenant, id: string, status: number): Promise<void> {
    const { audience } = server.credentials.demo
    const credentials = { client_id: id, client_secret: secretOf(id) }
    const grant = { grant_type: 'client_credentials', audience }
    const answer = await postToken(server.url, { ...grant, ...credentials })
    if (answer.status !== status)
      throw new Error(`The application ${id} is answered ${answer.status}`)
  }

  async function add(tenant: Tenant): Promise<void> {
    const { api, server } = tenant
    const id = `soak-${++serial}`
    const given = { name: id, app_type: 'non_interactive', client_metadata: { note: 'new' } }
    accepted(await api.post('/clients', { ...given, client_id: id, client_secret: secretOf(id) }))
    const application: Application = { note: { now: 'new' }, isGranted: false }
    known.set(id, application)
    const { audience } = server.credentials.demo
    accepted(await api.post('/client-grants', { client_id: id, audience, scope: ['read:data'] }))
    application.isGranted = true
    await expectToken(tenant, id, 200)
    const note = `changed ${serial}`
    await change(application.note, note, () =>
      api.patch(`/clients/${id}`, { client_metadata: { note } }),
    )
  }

  async function removeOldest(tenant: Tenant): Promise<void> {
    const [id] = known.keys()
    if (id === undefined || known.size <= KEPT) return
    known.delete(id)
    accepted(await tenant.api.delete(`/clients/${id}`))
    await expectToken(tenant, id, 401)
  }

  return {
    name: 'applications',
    async work(tenant) {
      await add(tenant)
      await removeOldest(tenant)
      return 4
    },
    async check(tenant) {
      for (const [id, { note, isGranted }] of known) {
        const { client_metadata } = accepted(await tenant.api.get(`/clients/${id}`)).body
        settle(`The note of the application ${id}`, note, client_metadata.note)
        if (isGranted) await expectToken(tenant, id, 200)
      }
    },
  }
}
