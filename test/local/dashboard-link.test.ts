import { expect, it } from 'vitest'
import { dashboardLink } from '../../local/dashboard-link.ts'
import { managementClient } from '../support/management-client.ts'
import { serveTenant } from '../support/serve-tenant.ts'

it('has no code when the credentials were put elsewhere, or their application is gone', async () => {
  const tenant = await serveTenant()
  const { url, ports, credentials } = tenant
  const plain = { address: `${url}dashboard/`, note: '' }
  expect(await dashboardLink(url, undefined, ports)).toEqual(plain)
  expect((await dashboardLink(url, credentials, ports)).address).toMatch(/dashboard\/#[\w-]{43}$/)
  const api = await managementClient(tenant)
  const { body: other } = await api.post('/clients', { name: 'other', app_type: 'non_interactive' })
  const audience = `${url}api/v2/`
  const scope = ['create:client_grants', 'delete:clients', 'read:clients']
  await api.post('/client-grants', { client_id: other.client_id, audience, scope })
  await api.delete(`/clients/${credentials.admin.client_id}`)
  expect(await dashboardLink(url, credentials, ports)).toEqual(plain)
  await tenant.close()
})
