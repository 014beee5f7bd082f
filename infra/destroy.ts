/**
 * Removes what a destroyed stack leaves behind: `npm run destroy -- --stack hookmint-main`. Hook
 * functions and hooks' secrets are made by the tenant itself, so that no stack knows them.
 */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { createLambdaControlClient } from '../functions/aws/lambda-client.ts'
import { findLeftovers, removeLeftovers } from '../functions/aws/leftovers.ts'
import { createSecretsManagerClient } from '../functions/aws/secrets-manager-client.ts'

const HELP = `Usage: npm run destroy -- --stack NAME [--yes]

Lists the Lambda functions and the secrets of hooks that a tenant's stack has left behind, and
removes them when you type the stack's name. Destroy the stack itself first: npx cdk destroy NAME

  --stack  the stack's name, hookmint-{tenant}
  --yes    do not ask
`
const STACK = /^hookmint-[a-z][a-z0-9]{0,15}$/

async function destroy(stack: string, isSure: boolean): Promise<void> {
  const clients = { lambda: createLambdaControlClient(), secrets: createSecretsManagerClient() }
  const leftovers = await findLeftovers(clients, stack)
  const names = [...leftovers.functionNames, ...leftovers.secretNames]
  if (names.length === 0) {
    console.log(`Nothing of ${stack} is left behind but what is kept on purpose.`)
    return
  }
  console.log(`Left behind by ${stack}:\n\n${names.map((name) => `  ${name}`).join('\n')}\n`)
  if (!isSure && !(await isConfirmed(stack))) {
    console.log('Nothing was removed.')
    process.exitCode = 1
    return
  }
  await removeLeftovers(clients, leftovers)
  console.log(`Removed ${names.length}. The secrets can be brought back for 7 days.`)
}

async function isConfirmed(stack: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  const question = terminal.question(`Type ${stack} to remove all of it: `)
  const typed = await Promise.race([question, closed])
  terminal.close()
  return typed.trim() === stack
}

async function main(): Promise<void> {
  const options = { stack: { type: 'string' }, yes: { type: 'boolean' } } as const
  const { stack, yes = false } = parseArgs({ options }).values
  if (stack === undefined || !STACK.test(stack)) {
    process.stderr.write(HELP)
    process.exitCode = 2
    return
  }
  await destroy(stack, yes)
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
