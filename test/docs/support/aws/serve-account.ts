import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { EmulatedStack } from './emulated-stack.ts'

/** A command of an operator: `cdk` or `aws`, and its arguments. */
type Command = [program: string, ...args: string[]]

/**
 * An account's endpoint: the calls of AWS clients that read the stack's outputs and the admin's secret, and, at
 * `/command`, what the programs `cdk` and `aws` were told.
 */
export async function serveAccount(stack: EmulatedStack) {
  const server = createServer((request, response) => {
    text(request)
      .then((body) => {
        if (request.url === '/command') return runCommand(stack, JSON.parse(body))
        const target = request.headers['x-amz-target']
        return target === undefined ? describeStacks(stack) : getSecretValue(stack)
      })
      .then(
        (answer) => response.end(answer),
        (error: Error) => response.writeHead(400).end(`${error.message}\n`),
      )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<unknown>((resolve) => server.close(resolve)),
  }
}

async function runCommand(stack: EmulatedStack, command: Command): Promise<string> {
  const [program, ...args] = command
  const words = args.filter((arg) => !arg.startsWith('-')).join(' ')
  const option = (name: string) => args[args.indexOf(name) + 1] ?? ''
  if (program === 'cdk' && words === 'bootstrap') {
    return ' ✅  Environment aws://123456789012/us-east-1 bootstrapped.\n'
  }
  if (program === 'cdk' && words === 'deploy') return stack.deploy()
  if (program === 'cdk' && words === 'destroy') return stack.destroy()
  if (words.startsWith('lambda invoke')) {
    const payload = JSON.parse(option('--payload'))
    return `${JSON.stringify(await stack.invoke(option('--function-name'), payload))}\n`
  }
  if (words.startsWith('lambda list-functions')) {
    const [, prefix = ''] = /starts_with\(FunctionName, '(.+)'\)/.exec(option('--query')) ?? []
    return `${stack.functionNames(prefix).join('\t')}\n`
  }
  if (words.startsWith('lambda delete-function')) {
    await stack.deleteFunction(option('--function-name'))
    return ''
  }
  if (words.startsWith('cloudformation describe-stacks')) {
    const [, name = ''] = /OutputKey=='(\w+)'/.exec(option('--query')) ?? []
    return `${(await stack.outputs())[name]}\n`
  }
  throw new Error(`${command.join(' ')}: this is not emulated`)
}

/** CloudFormation's answer to `DescribeStacks`. */
async function describeStacks(stack: EmulatedStack): Promise<string> {
  const outputs = Object.entries(await stack.outputs()).map(
    ([name, value]) =>
      `<member><OutputKey>${name}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  )
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
    <StackName>hookmint-main</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-26T00:00:00Z</CreationTime>
    <Outputs>${outputs.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
}

/** Secrets Manager's answer to `GetSecretValue`. */
async function getSecretValue(stack: EmulatedStack): Promise<string> {
  return JSON.stringify({ SecretString: JSON.stringify(await stack.adminSecret()) })
}
