import { CliError } from '../cli-error.ts'
import { callAws } from './call-aws.ts'

export interface StackOptions {
  /** `hookmint-` and the name of the tenant. */
  stack: string
  /** Absent: as the AWS settings of this machine say. */
  region?: string | undefined
}

/** What the stack of a tenant says of it, as far as the command line asks. */
export interface StackOutputs {
  /** Where it is reached; what tokens name as their issuer may be another address. */
  Url: string
  AdminSecretArn: string
  TableName?: string
}

/** The outputs of a tenant's stack. Throws `not_found` when there is none, or it is no tenant's. */
export async function stackOutputs({ stack, region }: StackOptions): Promise<StackOutputs> {
  const found = await callAws('CloudFormation', async () => {
    const { CloudFormationClient, DescribeStacksCommand } = await import(
      '@aws-sdk/client-cloudformation'
    )
    const client = new CloudFormationClient({ ...(region && { region }) })
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }))
    return Stacks[0]?.Outputs ?? []
  })
  const pairs = found.map(
    ({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const,
  )
  const outputs: Partial<StackOutputs> = Object.fromEntries(pairs)
  const { Url, AdminSecretArn } = outputs
  if (Url !== undefined && AdminSecretArn !== undefined) return { ...outputs, Url, AdminSecretArn }
  throw new CliError('not_found', `The stack ${stack} is no tenant of Hookmint.`, {
    hint: 'It has no outputs Url and AdminSecretArn.',
  })
}
