import { tenantKey } from '../core/record-keys.ts'
import { replaceSigningKeys } from '../management/keys/replace-signing-keys.ts'
import { changeIssuer } from '../management/tenant/change-issuer.ts'
import { answerStack } from './answer-stack.ts'
import { type CloudFormationCall, checkIssuer, parseCall } from './bootstrap-call.ts'
import type { BootstrapPorts } from './bootstrap-ports.ts'
import { makeAdmin } from './make-admin.ts'
import { prepareTenant } from './prepare-tenant.ts'
import { withNewRights } from './with-new-rights.ts'

/** The handler of a stack's calls, and of the operator's, which are invoked with IAM credentials. */
export function createBootstrap(ports: BootstrapPorts): (event: unknown) => Promise<object> {
  return async (event) => {
    const call = parseCall(event)
    if ('RequestType' in call) {
      await answerStack(call, () => prepare(call))
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

  async function prepare(call: CloudFormationCall) {
    const { TenantName: name, Issuer, TableName } = call.ResourceProperties
    const issuer = checkIssuer(Issuer)
    const isUpdate = call.RequestType === 'Update'
    if (isUpdate) await withNewRights(() => refuseEmpty(call))
    const before = call.OldResourceProperties?.TableName ?? TableName
    const isNewTable = !isUpdate || before !== TableName
    const { tenant, admin } = await withNewRights(() =>
      prepareTenant(ports, { name, issuer }, { isNewTable }),
    )
    return { Issuer: tenant.issuer, AdminClientId: admin.client_id }
  }

  /** A stack that is there has a tenant: another table without one is a setting that was forgotten. */
  async function refuseEmpty({ ResourceProperties, OldResourceProperties }: CloudFormationCall) {
    const [tenant] = await ports.store.read([tenantKey])
    if (tenant !== undefined) return
    const { TableName: before = 'another' } = OldResourceProperties ?? {}
    throw new Error(
      `The table ${ResourceProperties.TableName} holds no tenant. That of this stack is in ${before}: deploy with settings that adopt it, {"adopt":{"tableName":"…"}}`,
    )
  }

  async function readTenant() {
    const [tenant] = await ports.store.read([tenantKey])
    if (tenant === undefined) throw new Error('There is no tenant yet: deploy the stack')
    return tenant.value
  }
}
