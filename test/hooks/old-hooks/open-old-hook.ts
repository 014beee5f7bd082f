import { readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { readHookClaims } from '../../../functions/core/hook-claims.ts'
import type { HookEvent, HookOutcome } from '../../../hooks/runtime/contract.ts'
import { openHook } from '../support/open-hook.ts'

export const CORPUS = new URL('corpus/', import.meta.url)

/** The text of one file of a hook of the corpus. */
export function readCorpus(name: string, file: 'hook.js' | 'fixture.json' | 'expected.json') {
  return readFileSync(new URL(`${name}/${file}`, CORPUS), 'utf8')
}

/**
 * Opens a hook of the corpus; what it leaves in the globals of this process goes when the test is
 * over.
 */
export function openOldHook(name: string): (parts: Partial<HookEvent>) => Promise<HookOutcome> {
  const places: object[] = [globalThis, Array.prototype]
  const before = places.map((place) => new Set(Object.keys(place)))
  onTestFinished(() => {
    places.forEach((place, i) => {
      for (const key of Object.keys(place)) if (!before[i]?.has(key)) delete place[key as never]
    })
  })
  return openHook(readCorpus(name, 'hook.js')).run
}

/** What an outcome means for the token, in the shape of `expected.json`. */
export function meaningOf(outcome: HookOutcome): Record<string, unknown> {
  if (outcome.kind === 'result') {
    const { scope, claims, ignored } = readHookClaims(outcome.result, false)
    return { token: { scope, claims, ignored: ignored.map((claim) => claim.name) } }
  }
  if (outcome.kind === 'refused') return { refused: nameAndMessage(outcome.error) }
  if (outcome.kind !== 'failed') return { ...outcome }
  return { failed: { cause: outcome.cause, ...nameAndMessage(outcome.error) } }
}

function nameAndMessage(error: { name: string; message: string } | undefined) {
  return error && { name: error.name, message: error.message }
}
