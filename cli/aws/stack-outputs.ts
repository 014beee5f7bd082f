import { CliError } from '../cli-error.ts'
import { callAws } from './call-aws.ts'

export interface StackOptions {
  /** Name or ARN. */
  stack: string
  /** Absent: as the AWS settings of this machine say. */
  region?: string | undefined
}

/** The outputs of a stack, by name. */
export async function stackOutputs({
  stack,
  region,
}: StackOptions): Promise<Record<string, string>> {
  const found = await callAws('CloudFormation', async () => {
    const { CloudFormationClient, DescribeStacksCommand } = await import(
      '@aws-sdk/client-cloudformation'
    )
    const client = new CloudFormationClient({ ...(region && { region }) })
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack }))
    return Stacks[0]
  })
  if (found === undefined) throw new CliError('not_found', `There is no stack ${stack}.`)
  const pairs = (found.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => {
    return [OutputKey, OutputValue] as const
  })
  return Object.fromEntries(pairs)
}
