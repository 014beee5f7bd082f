import { type ConsoleLine, HOOK_LIMITS } from './contract.ts'
import { cutText } from './cut-text.ts'
import { now, round } from './primordials.ts'
import { redactSecrets } from './redact-secrets.ts'
import { type TextRules, tidyText } from './tidy-text.ts'

/** The console lines of one event, within the bounds of the contract. */
export interface ConsoleLog {
  readonly lines: ConsoleLine[]
  readonly startedAt: number
  characters: number
  dropped: number
  /** A bound is reached: lines are only counted from now on. */
  full: boolean
  /** Formats for this log; its groups, counters and timers end with it. Made when first needed. */
  printer: Console | undefined
}

export function createConsoleLog(): ConsoleLog {
  return { lines: [], startedAt: now(), characters: 0, dropped: 0, full: false, printer: undefined }
}

/** Adds a line, redacted and cut, or counts it as dropped. */
export function addConsoleLine(
  log: ConsoleLog,
  level: ConsoleLine['level'],
  text: string,
  rules: TextRules,
): void {
  if (!log.full) {
    const limit = HOOK_LIMITS.consoleLineCharacters
    const redacted = redactSecrets(text, rules.secrets, limit)
    const tidy = cutText(tidyText(redacted, rules.folder), limit)
    log.full = log.characters + tidy.length > HOOK_LIMITS.consoleCharacters
    if (!log.full) {
      log.characters += tidy.length
      log.lines[log.lines.length] = { level, text: tidy, atMs: roundMs(now() - log.startedAt) }
      log.full = log.lines.length >= HOOK_LIMITS.consoleLines
      return
    }
  }
  log.dropped += 1
}

/** Milliseconds to a hundredth. */
export function roundMs(milliseconds: number): number {
  return round(milliseconds * 100) / 100
}
