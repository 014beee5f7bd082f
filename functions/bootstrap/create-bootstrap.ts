import { tenantKey } from '../core/record-keys.ts'
import { changeIssuer } from '../management/change-issuer.ts'
import { replaceSigningKeys } from '../management/replace-signing-keys.ts'
import { answerStack } from './answer-stack.ts'
import { checkIssuer, parseCall } from './bootstrap-call.ts'
import type { BootstrapPorts } from './bootstrap-ports.ts'
import { makeAdmin } from './make-admin.ts'
import { prepareTenant } from './prepare-tenant.ts'
import { withNewRights } from './with-new-rights.ts'

/** The handler of a stack's calls, and of the operator's, which are invoked with IAM credentials. */
export function createBootstrap(ports: BootstrapPorts): (event: unknown) => Promise<object> {
  return async (event) => {
    const call = parseCall(event)
    if ('RequestType' in call) {
      await answerStack(call, () => prepare(call.ResourceProperties))
      return {}
    }
    if (call.action === 'change-issuer') {
      const { issuer } = await changeIssuer(ports.store, call.issuer)
      return { issuer }
    }
    if (call.action === 'new-keys') return { kid: await replaceSigningKeys(ports) }
    const { client_id } = await makeAdmin(ports, await readTenant())
    return { client_id, client_secret: 'in the secret of the output AdminSecretArn' }
  }

  async function prepare({ TenantName: name, Issuer }: { TenantName: string; Issuer: string }) {
    const issuer = checkIssuer(Issuer)
    const { tenant, admin } = await withNewRights(() => prepareTenant(ports, { name, issuer }))
    return { Issuer: tenant.issuer, AdminClientId: admin.client_id }
  }

  async function readTenant() {
    const [tenant] = await ports.store.read([tenantKey])
    if (tenant === undefined) throw new Error('There is no tenant yet: deploy the stack')
    return tenant.value
  }
}
