import type { TokenPath } from './measure-paths.ts'
import prices from './prices.json' with { type: 'json' }

const GIGABYTE = 1e9
const MILLION = 1e6

/** As the stack configures them. */
const TOKEN_GIGABYTES = 0.5
const HOOK_GIGABYTES = 0.25
/** A function with this much memory has one processor; with less, its part of one. */
const GIGABYTES_OF_A_PROCESSOR = 1769 / 1024
/** The access log's line, with what CloudWatch counts for each, and for how long logs are kept. */
const ACCESS_LINE_BYTES = 260
const LINE_OVERHEAD_BYTES = 26
const LOG_MONTHS = 3
/** Of the status line and the headers that API Gateway adds. */
const FRONT_HEADER_BYTES = 250

/** What a million tokens of one kind cost, by what is paid for, in US dollars. */
export type CostLine = [what: string, dollars: number]

export function costOfMillion(
  { operations, readUnits, eventMs, cpuMs, printedBytes, answerBytes }: TokenPath,
  invokeMs: number,
): CostLine[] {
  const { Sign: signatures = 0, Invoke: hooks = 0, GetSecretValue: secrets = 0 } = operations
  // The counted time is of this machine's processor, which Lambda gives a part of.
  const slower = GIGABYTES_OF_A_PROCESSOR / TOKEN_GIGABYTES
  const tokenMs = eventMs + cpuMs * (slower - 1)
  const seconds = (tokenMs * TOKEN_GIGABYTES + hooks * invokeMs * HOOK_GIGABYTES) / 1000
  const logBytes = printedBytes + ACCESS_LINE_BYTES + 2 * LINE_OVERHEAD_BYTES
  const log = prices.logGigabyteTaken + LOG_MONTHS * prices.logGigabyteMonthKept
  const lines: CostLine[] = [
    ['HTTP API', prices.httpApiRequest],
    ['Lambda, requests', (1 + hooks) * prices.lambdaRequest],
    ['Lambda, time', seconds * prices.lambdaArmGigabyteSecond],
    ['DynamoDB, reads', readUnits * prices.dynamodbReadUnit],
    ['KMS, signatures', signatures * prices.kmsRsa2048Signature],
    ['Secrets Manager, reads', secrets * prices.secretsManagerRead],
    ['CloudWatch Logs', (logBytes / GIGABYTE) * log],
    ['Data out', ((answerBytes + FRONT_HEADER_BYTES) / GIGABYTE) * prices.egressGigabyte],
  ]
  return lines.map(([what, dollars]) => [what, dollars * MILLION])
}

/** What a tenant without a single token costs in a month: keys, secrets, metrics, alarms. */
export function costOfIdleMonth({ hookSecrets, alarms }: { hookSecrets: number; alarms: number }) {
  return (
    2 * prices.kmsKeyMonth +
    (1 + hookSecrets) * prices.secretMonth +
    3 * prices.metricMonth +
    alarms * prices.alarmMonth
  )
}

export const COGNITO_MILLION = MILLION * prices.cognito.tokenRequest
export { prices }
