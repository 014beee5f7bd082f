import type { LambdaClient } from '@aws-sdk/client-lambda'
import {
  HOOK_LIMITS,
  type HookEvent,
  type HookOutcome,
  PROTOCOL,
  type ProbeEvent,
} from '../../hooks/runtime/contract.ts'
import { HookVersionGone } from '../core/errors.ts'
import { failedOutcome } from '../core/hook-outcome.ts'
import type { HookRunner } from '../core/ports/hook-runner.ts'
import { readHookOutcome } from './lambda-hook-outcome.ts'
import { invokeOnce } from './lambda-invoke.ts'
import { versionNumberOf } from './lambda-version-arn.ts'

/**
 * `HookRunner` on Lambda, where each environment has one event at a time. A `versionArn` is a
 * version's qualified ARN; the client must be one that attempts once.
 */
export function createLambdaHookRunner(
  client: LambdaClient,
  /** Beyond an event's own time limit. Default: `HOOK_LIMITS.callerGraceMs`. */
  { graceMs = HOOK_LIMITS.callerGraceMs }: { graceMs?: number } = {},
): HookRunner {
  return {
    run: (versionArn, event) => invoke(versionArn, event, event.timeoutMs + event.afterCallbackMs),
    probe: (versionArn) =>
      invoke(versionArn, { protocol: PROTOCOL, probe: true }, HOOK_LIMITS.defaultTimeoutMs),
  }

  async function invoke(
    versionArn: string,
    event: HookEvent | ProbeEvent,
    limitMs: number,
  ): Promise<HookOutcome> {
    const version = versionNumberOf(versionArn)
    if (version === undefined) throw new HookVersionGone(versionArn)
    const deadlineMs = Math.min(limitMs + graceMs, HOOK_LIMITS.callerDeadlineMs)
    const startedAt = performance.now()
    const answer = await invokeOnce(client, {
      functionName: versionArn,
      payload: event,
      deadlineMs,
      // Only there V8 says that the heap is full.
      withTail: true,
    })
    const durationMs = performance.now() - startedAt
    if (answer.kind === 'gone') throw new HookVersionGone(versionArn)
    if (answer.kind === 'too-late') {
      return failedOutcome('killed-at-deadline', `No answer within ${deadlineMs} ms`, durationMs)
    }
    if (answer.executedVersion !== version) {
      const message = `Version ${answer.executedVersion ?? '?'} ran in place of ${version}`
      return failedOutcome('malformed-outcome', message, durationMs)
    }
    return readHookOutcome(answer, durationMs)
  }
}
