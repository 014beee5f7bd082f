import { addConsoleLine } from './console-log.ts'
import { type ConsoleLine, HOOK_LIMITS } from './contract.ts'
import type { HookRun } from './hook-run.ts'
import { detach, slice } from './primordials.ts'

/** More than a line and the longest form of a secret, so that redaction sees a cut as one. */
const KEPT_CHARACTERS = 64 * 1024
const KEPT_LINES = HOOK_LIMITS.consoleLines / 4

interface EarlyLine {
  level: ConsoleLine['level']
  text: string
}

/** Not yet redacted, for the secrets come with the first event. */
let early: EarlyLine[] | undefined
let dropped = 0

/** From now until the first event, lines that belong to no event are kept for it. */
export function expectEarlyLines(): void {
  early = []
  dropped = 0
}

/** Keeps a line that a script printed while it was loaded; after the first event it is lost. */
export function keepEarlyLine(level: ConsoleLine['level'], text: string): void {
  if (!early) return
  if (early.length >= KEPT_LINES) dropped += 1
  else {
    const kept = text.length > KEPT_CHARACTERS ? detach(slice(text, 0, KEPT_CHARACTERS)) : text
    early[early.length] = { level, text: kept }
  }
}

/** Puts the kept lines in front of the first run's own. */
export function handOverEarlyLines(run: HookRun): void {
  const lines = early
  if (!lines) return
  early = undefined
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (line) addConsoleLine(run.log, line.level, line.text, run.rules)
  }
  run.log.dropped += dropped
}
