import type { LogDay } from '../core/ports/event-log.ts'

/** A metric that CloudWatch makes of the log's lines: one for each that the pattern finds. */
export interface LogMetric {
  name: string
  /** A filter pattern of CloudWatch Logs. */
  pattern: string
}

/** What is counted of the log, in the namespace that is the tenant's prefix. */
export const LOG_METRICS = {
  issued: { name: 'TokensIssued', pattern: '{ $.type = "seccft" }' },
  refused: { name: 'Refusals', pattern: '{ $.type = "feccft" }' },
  hookFailed: {
    name: 'HookFailures',
    pattern: '{ $.type = "feccft" && $.details.error = "hookServerError" }',
  },
} as const satisfies Partial<Record<keyof LogDay, LogMetric>>
