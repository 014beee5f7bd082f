import { isDeepStrictEqual } from 'node:util'
import {
  type DeployedTenant,
  startDeployedTenant,
} from '../../../support/deployed/start-deployed-tenant.ts'
import { type Services, startServices } from '../../../support/deployed/start-services.ts'

export const STACK = 'hookmint-main'

/** As the template has a table of its own. */
const PROTECTIONS = { pointInTimeRecovery: true, deletionProtection: true, timeToLive: 'expiresAt' }

export type EmulatedStack = Awaited<ReturnType<typeof createEmulatedStack>>

/** What the operator's settings say, as far as these stacks differ. */
interface Settings {
  adopt?: { tableName: string } | undefined
}

/** The one stack of an emulated account, which comes and goes; all that it leaves stays. */
export async function createEmulatedStack(functionsDir: string, registry: string) {
  const services = await startServices()
  let tenant: DeployedTenant | undefined
  let generation = 0

  return {
    services,
    /** `cdk deploy`: CloudFormation makes everything but the tenant itself, and calls bootstrap for it. */
    async deploy(settings: Settings): Promise<string> {
      refuseUnprotected(services, settings)
      const { Status, Reason } = await (tenant === undefined ? create() : tenant.update(settings))
      if (Status !== 'SUCCESS') throw new Error(Reason)
      const lines = Object.entries(open().outputs()).map(([key, value]) => {
        return `${STACK}.${key} = ${value}`
      })
      return `\n ✅  ${STACK}\n\nOutputs:\n${lines.join('\n')}\n`

      async function create() {
        generation += 1
        const differences = { registry, settings, services, generation }
        tenant = await startDeployedTenant(functionsDir, differences)
        return tenant.callStack('Create')
      }
    },
    /** `cdk destroy`, and CloudFormation's `DeleteStack`: what the template retains stays. */
    async destroy(): Promise<string> {
      await open().destroy()
      tenant = undefined
      return ` ✅  ${STACK}: destroyed\n`
    },
    /** As CloudFormation shows them. Throws when there is no stack. */
    outputs: () => open().outputs(),
    /** Where the emulation serves the tenant. */
    url: () => open().url,
    invoke: (name: string, payload: unknown) => open().invokeByName(name, payload),
    async close(): Promise<void> {
      await tenant?.leave()
      await services.close()
    },
  }

  function open(): DeployedTenant {
    if (tenant === undefined) throw new Error(`Stack with id ${STACK} does not exist`)
    return tenant
  }
}

/** Who follows the document has an adopted table as protected as any. */
function refuseUnprotected({ dynamodb }: Services, { adopt }: Settings): void {
  if (adopt === undefined) return
  const actual = dynamodb.tables.protectionsOf(adopt.tableName)
  if (isDeepStrictEqual(actual, PROTECTIONS)) return
  throw new Error(`The table ${adopt.tableName} is not protected: ${JSON.stringify(actual)}`)
}
