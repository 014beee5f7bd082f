import { DeleteFunctionCommand } from '@aws-sdk/client-lambda'
import { createLambdaControlClient } from '../../../../functions/aws/lambda-client.ts'
import {
  type DeployedTenant,
  ISSUER,
  startDeployedTenant,
} from '../../../support/deployed/start-deployed-tenant.ts'

const STACK = 'hookmint-main'

/** The one stack of an emulated account: what `cdk` and `aws` do with it, and its outputs. */
export function createEmulatedStack(functionsDir: string, registry: string) {
  let tenant: DeployedTenant | undefined

  return {
    /** `cdk deploy`: CloudFormation makes everything but the tenant itself, and calls bootstrap for it. */
    async deploy(): Promise<string> {
      const type = tenant === undefined ? 'Create' : 'Update'
      tenant ??= await startDeployedTenant(functionsDir, { registry })
      const { Status, Reason } = await tenant.callStack(type)
      if (Status !== 'SUCCESS') throw new Error(Reason)
      const outputs = await this.outputs()
      const lines = Object.entries(outputs).map(([name, value]) => `${STACK}.${name} = ${value}`)
      return `\n ✅  ${STACK}\n\nOutputs:\n${lines.join('\n')}\n`
    },
    /** `cdk destroy`: what the template retains stays. */
    async destroy(): Promise<string> {
      await open().callStack('Delete')
      return ` ✅  ${STACK}: destroyed\n`
    },
    /** Those that the command line reads; the tenant is reached at the emulation's own address. */
    async outputs(): Promise<Record<string, string>> {
      return {
        Issuer: ISSUER,
        Url: open().url,
        AdminSecretArn: 'admin-secret',
        BootstrapFunctionName: 'bootstrap',
      }
    },
    adminSecret: () => open().adminCredentials(),
    /** `aws lambda invoke`, of the stack's functions. */
    invoke: (name: string, payload: unknown) => open().invoke(name, payload),
    functionNames: (prefix: string) =>
      [...open().lambda.functions.keys()].filter((name) => name.startsWith(prefix)),
    /** `aws lambda delete-function`. */
    async deleteFunction(name: string): Promise<void> {
      const client = createLambdaControlClient({ endpoint: open().lambda.endpoint })
      await client.send(new DeleteFunctionCommand({ FunctionName: name }))
      client.destroy()
    },
    async close(): Promise<void> {
      await tenant?.close()
    },
  }

  function open(): DeployedTenant {
    if (tenant === undefined) throw new Error(`Stack with id ${STACK} does not exist`)
    return tenant
  }
}

export type EmulatedStack = ReturnType<typeof createEmulatedStack>
