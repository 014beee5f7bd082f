import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { EmulatedStack } from './emulated-stack.ts'

/** A command of an operator: `cdk` or `aws`, and its arguments. */
type Command = [program: string, ...args: string[]]

interface Answer {
  status: number
  body: string
}

/**
 * An account's endpoint: CloudFormation, which knows the one stack; at `/command` what the programs `cdk` and `aws` were
 * told; all other calls of AWS clients go to the fakes of the services.
 */
export async function serveAccount(stack: EmulatedStack) {
  const server = createServer((request, response) => {
    answer(stack, request).then(
      ({ status, body }) => response.writeHead(status).end(body),
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

async function answer(stack: EmulatedStack, request: IncomingMessage): Promise<Answer> {
  const { method = 'GET', url = '/', headers } = request
  const body = await text(request)
  if (url === '/command') return { status: 200, body: await runCommand(stack, JSON.parse(body)) }
  if (body.includes('Action=DescribeStacks')) return describeStacks(stack)
  const own = ['authorization', 'content-type', 'x-amz-target', 'x-amz-date']
  const passed = own.flatMap((name): [string, string][] =>
    headers[name] === undefined ? [] : [[name, String(headers[name])]],
  )
  const to = new URL(url, stack.services())
  const response = await fetch(to, { method, headers: passed, ...(body !== '' && { body }) })
  return { status: response.status, body: await response.text() }
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
async function describeStacks(stack: EmulatedStack): Promise<Answer> {
  const xmlns = 'xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"'
  try {
    const outputs = Object.entries(await stack.outputs()).map(
      ([name, value]) =>
        `<member><OutputKey>${name}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    const body = `<DescribeStacksResponse ${xmlns}><DescribeStacksResult><Stacks><member>
      <StackName>hookmint-main</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-26T00:00:00Z</CreationTime>
      <Outputs>${outputs.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
    return { status: 200, body }
  } catch (error) {
    const { message } = error as Error
    const body = `<ErrorResponse ${xmlns}><Error><Type>Sender</Type><Code>ValidationError</Code>
      <Message>${message}</Message></Error></ErrorResponse>`
    return { status: 400, body }
  }
}
