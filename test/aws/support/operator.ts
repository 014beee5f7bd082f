import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation'
import { createCliUser } from '../../cli/support/cli-user.ts'

const LAMBDA_MAY = {
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
}

/** Who deploys a tenant: the command line with the AWS settings of an operator's machine. */
export function createOperator(home: string, endpoint: string) {
  const env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
  }
  const user = createCliUser(home)
  return {
    hookmint: (...args: string[]) => user.pipe(args, { env }),
    open: (...args: string[]) => user.open(args, { env }),
    /** A stack with these outputs, and a role of its name that functions may have. */
    async createStack(StackName: string, outputs: Record<string, string>): Promise<void> {
      const client = new CloudFormationClient({ endpoint, region: 'us-east-1' })
      const Outputs = Object.fromEntries(
        Object.entries(outputs).map(([name, Value]) => [name, { Value }]),
      )
      const Properties = { RoleName: StackName, AssumeRolePolicyDocument: LAMBDA_MAY }
      const Resources = { Role: { Type: 'AWS::IAM::Role', Properties } }
      const TemplateBody = JSON.stringify({ Resources, Outputs })
      await client.send(new CreateStackCommand({ StackName, TemplateBody }))
      client.destroy()
    },
  }
}
