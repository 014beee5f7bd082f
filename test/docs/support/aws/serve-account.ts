import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { readSettings } from '../../../../infra/read-settings.ts'
import { type EmulatedStack, STACK } from './emulated-stack.ts'
import { runAws } from './run-aws.ts'

/** A command of an operator, and where it was given. */
interface Command {
  program: 'cdk' | 'aws'
  args: string[]
  folder: string
}

/** Whose service a request is signed for. */
const SCOPE = /Credential=[^/]+\/\d{8}\/[\w-]+\/(\w+)\/aws4_request/

/**
 * An account's endpoint: CloudFormation with the one stack, the fakes of other services behind it, and, at
 * `/command`, what the programs `cdk` and `aws` were told.
 */
export async function serveAccount(stack: EmulatedStack) {
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: Error) => {
      response.writeHead(400).end(`${error.message}\n`)
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const service = SCOPE.exec(request.headers.authorization ?? '')?.[1]
    if (request.url === '/command') {
      response.end(await runCommand(stack, JSON.parse(await text(request))))
    } else if (service === 'cloudformation') {
      await answerCloudFormation(stack, new URLSearchParams(await text(request)), response)
    } else {
      const { lambda, secrets } = stack.services
      const endpoint = service === 'lambda' ? lambda.endpoint : secrets.endpoint
      const { method, headers, url = '/' } = request
      const passed = send(new URL(url, endpoint), { method, headers }, (answered) => {
        response.writeHead(answered.statusCode ?? 500, answered.headers)
        answered.pipe(response)
      })
      passed.on('error', (error) => response.destroy(error))
      request.pipe(passed)
    }
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<unknown>((resolve) => server.close(resolve)),
  }
}

async function runCommand(stack: EmulatedStack, { program, args, folder }: Command) {
  if (program === 'aws') return runAws(stack, args)
  const [operation] = args
  if (operation === 'bootstrap') {
    return ' ✅  Environment aws://123456789012/us-east-1 bootstrapped.\n'
  }
  if (operation === 'deploy') return stack.deploy(settingsOf(args, folder))
  if (operation === 'destroy') return stack.destroy()
  throw new Error(`cdk ${args.join(' ')}: this is not emulated`)
}

/** As the app reads them, of `-c name=value`. */
function settingsOf(args: string[], folder: string) {
  const given = args.flatMap((arg, place) => (args[place - 1] === '-c' ? [arg.split('=')] : []))
  const context = new Map(given.map(([name = '', value = '']) => [name, value]))
  const file = context.get('settings')
  if (file !== undefined) context.set('settings', join(folder, file))
  return readSettings((name) => context.get(name))
}

/** The answers of CloudFormation's query protocol that the command line asks for. */
async function answerCloudFormation(
  stack: EmulatedStack,
  asked: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const action = asked.get('Action') ?? ''
  const write = (status: number, body: string) => {
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body)
  }
  const result = (inner: string) =>
    `<${action}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${action}Result>${inner}</${action}Result></${action}Response>`
  try {
    if (action === 'DeleteStack') {
      await stack.destroy()
      return write(200, result(''))
    }
    if (action !== 'DescribeStacks') throw new Error(`CloudFormation ${action} is not emulated`)
    // The command line reaches the tenant where the emulation serves it.
    const outputs = Object.entries({ ...stack.outputs(), Url: stack.url() })
    const members = outputs.map(
      ([key, value]) =>
        `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    )
    write(
      200,
      result(
        `<Stacks><member><StackName>${STACK}</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-26T00:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member></Stacks>`,
      ),
    )
  } catch (error) {
    const { message } = error as Error
    write(
      400,
      `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
    )
  }
}
