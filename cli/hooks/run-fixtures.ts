import { isDeepStrictEqual } from 'node:util'
import type { HookTestResult } from '../../functions/management/contract/hook-tests.ts'
import type { Session } from '../session/open-session.ts'
import type { Fixture } from './read-fixture.ts'

/** What is tested: a script that is not saved, or a saved hook. */
export type Subject =
  | { script: string; dependencies: Record<string, string>; secrets: Record<string, string> }
  | { hookId: string; secrets: Record<string, string> }

/** How one fixture ended. */
export interface FixtureRun {
  fixture: string
  passed: boolean
  expected?: unknown
  /** In the words of `expected`. */
  actual: unknown
  result: HookTestResult
}

/** Runs the fixtures one after the other; nothing is saved. */
export async function runFixtures(
  session: Session,
  subject: Subject,
  fixtures: readonly Fixture[],
): Promise<FixtureRun[]> {
  const runs: FixtureRun[] = []
  for (const { name, payload, secrets, expected } of fixtures) {
    const result = await test(session, subject, payload, { ...secrets, ...subject.secrets })
    const actual = summarize(result)
    const passed =
      expected === undefined ? result.outcome !== 'failed' : isDeepStrictEqual(actual, expected)
    runs.push({
      fixture: name,
      passed,
      ...(expected !== undefined && { expected }),
      actual,
      result,
    })
  }
  return runs
}

/** A saved hook has its own secrets; those that are given stand in for them. */
async function test(
  { tenant }: Session,
  subject: Subject,
  payload: Fixture['payload'],
  secrets: Record<string, string>,
): Promise<HookTestResult> {
  if ('hookId' in subject) {
    const given = Object.keys(secrets).length > 0
    return tenant.hooks.test(subject.hookId, { payload, ...(given && { secrets }) })
  }
  const { script, dependencies } = subject
  return tenant.hooks.testScript({ script, dependencies, secrets, payload })
}

function summarize({ outcome, result, error, cause }: HookTestResult): unknown {
  if (outcome === 'result') return { result }
  const { name, message } = error ?? {}
  return outcome === 'refused' ? { refused: { name, message } } : { failed: { cause, message } }
}
