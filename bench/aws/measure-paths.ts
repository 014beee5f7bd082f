import { median } from '../measure/statistics.ts'
import { httpEvent, startAwsServices } from './aws-services.ts'
import { functionModule } from './function-modules.ts'
import { serialTrips } from './serial-trips.ts'
import { type StartedFunction, startFunction } from './start-function.ts'

/** What the services take, in milliseconds: about what they do within a Region. */
export const LATENCIES = { dynamodb: 4, kms: 8, lambda: 12, manager: 20 }
const READS = new Set(['BatchGetItem', 'Sign', 'Invoke', 'GetSecretValue'])

/** One kind of token, as counted at the wire. */
export interface TokenPath {
  title: string
  /** Of one token, by operation. */
  operations: Record<string, number>
  trips: number
  /** Of calls that may change something. */
  writes: number
  /** Medians of one token. */
  readUnits: number
  eventMs: number
  cpuMs: number
  printedBytes: number
  answerBytes: number
}

export interface TokenPaths {
  noHook: TokenPath
  hook: TokenPath
  /** The first token with a version of the hook's secrets. */
  newSecrets: TokenPath
  /** Without an audience: the first in a process, and later ones. */
  unknownDefault: TokenPath
  knownDefault: TokenPath
}

/** Tokens of the shipped function, each kind `times` times, with calls that take their time. */
export async function measurePaths(times: number): Promise<TokenPaths> {
  const services = await startAwsServices(LATENCIES)
  const { tenant, variables, takeCalls } = services
  const { audience, ...client } = tenant.credentials.demo
  const body = { grant_type: 'client_credentials', ...client }
  const withAudience = httpEvent('POST', '/oauth/token', { ...body, audience })
  const withoutAudience = httpEvent('POST', '/oauth/token', body)
  const start = () => startFunction(functionModule('token'), variables)

  async function measure(
    title: string,
    event: object,
    prepare: () => Promise<StartedFunction>,
  ): Promise<TokenPath> {
    const tokens: Omit<TokenPath, 'title'>[] = []
    for (let time = 0; time < times; time++) {
      const started = await prepare()
      takeCalls()
      const unitsBefore = tenant.dynamodb.units.read
      const { result, eventMs, cpuMs, printedBytes } = await started.send(event)
      const answerBytes = answerSize(result)
      const calls = takeCalls()
      const operations = calls.map(({ operation }) => operation)
      tokens.push({
        operations: Object.fromEntries(
          Map.groupBy(operations, (name) => name)
            .entries()
            .map(([name, all]) => [name, all.length]),
        ),
        trips: serialTrips(calls),
        writes: operations.filter((operation) => !READS.has(operation)).length,
        readUnits: tenant.dynamodb.units.read - unitsBefore,
        ...{ eventMs, cpuMs, printedBytes, answerBytes },
      })
    }
    return { title, ...summarize(tokens) }
  }

  const warm = await start()
  const stay = async () => warm
  try {
    await warm.send(withAudience)
    const hook = await measure('with a hook', withAudience, stay)
    const newSecrets = await measure(
      'with a hook, secrets just changed',
      withAudience,
      async () => {
        const token = crypto.randomUUID()
        const { versionId } = await tenant.secrets.write('hook', { KEY: token }, token)
        await tenant.edit(({ hook: pin, ...rest }) => ({
          ...rest,
          ...(pin && { hook: { ...pin, secretsVersionId: versionId } }),
        }))
        return warm
      },
    )
    await tenant.edit(({ hook: _, ...rest }) => ({ ...rest, defaultAudience: audience }))
    const noHook = await measure('without a hook', withAudience, stay)
    const knownDefault = await measure('without a hook, no audience', withoutAudience, stay)
    const fresh: StartedFunction[] = []
    const unknownDefault = await measure(
      'without a hook, no audience, first of its process',
      withoutAudience,
      async () => {
        await fresh.pop()?.stop()
        const started = await start()
        fresh.push(started)
        return started
      },
    )
    await fresh.pop()?.stop()
    return { noHook, hook, newSecrets, unknownDefault, knownDefault }
  } finally {
    await warm.stop()
    await services.close()
  }
}

/** The medians; throws when two tokens of one kind did not take the same calls. */
function summarize(tokens: Omit<TokenPath, 'title'>[]): Omit<TokenPath, 'title'> {
  const [first] = tokens
  if (first === undefined) throw new Error('No token was measured')
  const odd = tokens.find(
    ({ operations }) => JSON.stringify(operations) !== JSON.stringify(first.operations),
  )
  if (odd !== undefined) {
    const said = [first, odd].map(({ operations }) => JSON.stringify(operations))
    throw new Error(`Tokens of one kind took different calls: ${said.join(' and ')}`)
  }
  const middle = (of: (token: Omit<TokenPath, 'title'>) => number) => median(tokens.map(of))
  return {
    operations: first.operations,
    trips: Math.max(...tokens.map(({ trips }) => trips)),
    writes: Math.max(...tokens.map(({ writes }) => writes)),
    readUnits: middle(({ readUnits }) => readUnits),
    eventMs: middle(({ eventMs }) => eventMs),
    cpuMs: middle(({ cpuMs }) => cpuMs),
    printedBytes: middle(({ printedBytes }) => printedBytes),
    answerBytes: middle(({ answerBytes }) => answerBytes),
  }
}

/** Bytes of an answer's body and headers. Throws when it is no token. */
function answerSize(result: unknown): number {
  const { statusCode, headers, body } = result as {
    statusCode: number
    headers: Record<string, string>
    body: string
  }
  if (statusCode !== 200) throw new Error(`The function answered ${statusCode}: ${body}`)
  return Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(headers))
}
