import type { Contender, RunningServer } from '../contenders/contender.ts'
import type { LoadGenerator } from '../load/load-generator.ts'
import { checkTokens } from './check-tokens.ts'
import { readTreeUse } from './process-tree.ts'

/** One round of one contender. Times in milliseconds; `cpuMs` is per request. */
export interface Round {
  perSecond: number
  p50Ms: number
  p99Ms: number
  cpuMs: number | undefined
}

export interface RoundLength {
  warmupSeconds: number
  seconds: number
  concurrency: number
}

/** Warms the server up, measures it, and verifies a sample of the tokens that it gave. */
export async function measureRound(
  contender: Contender,
  server: RunningServer,
  load: LoadGenerator,
  { warmupSeconds, seconds, concurrency }: RoundLength,
): Promise<Round> {
  const job = {
    port: server.port,
    requests: [server.request],
    concurrency,
    expect: 'token' as const,
  }
  await load.run({ ...job, until: { seconds: warmupSeconds } })
  const before = readTreeUse(server.pid)
  const result = await load.run({ ...job, until: { seconds } })
  const after = readTreeUse(server.pid)
  checkTokens(result.tokens, server.publicKeys, contender.hookClaims)
  const cpuMs = before && after && (after.cpuMs - before.cpuMs) / result.answers
  return {
    perSecond: (result.answers / result.elapsedMs) * 1000,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    cpuMs,
  }
}
