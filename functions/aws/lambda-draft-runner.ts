import type { LambdaClient } from '@aws-sdk/client-lambda'
import { HOOK_LIMITS, type HookEvent } from '../../hooks/runtime/contract.ts'
import { StoreError } from '../core/errors.ts'
import { failedOutcome } from '../core/hook-outcome.ts'
import type { DraftRunner } from '../core/ports/draft-runner.ts'
import { readHookOutcome } from './lambda-hook-outcome.ts'
import { invokeOnce } from './lambda-invoke.ts'
import { type PackedFiles, packFiles } from './packed-files.ts'

/** What `draft-runner` is invoked with; it answers the outcome. */
export interface DraftCall {
  files: PackedFiles
  event: HookEvent
}

/** Beyond the longest that the function itself lets a draft run: it starts, unpacks and cleans up. */
const LONGEST_MS = HOOK_LIMITS.callerDeadlineMs + HOOK_LIMITS.maxAfterCallbackMs + 2_000

/**
 * `DraftRunner` through the function `draft-runner`, which has each draft in a process of its own
 * and ends it at its deadline. The client must be one that attempts once.
 */
export function createLambdaDraftRunner(client: LambdaClient, functionName: string): DraftRunner {
  return {
    async run({ files }, event) {
      const payload: DraftCall = { files: packFiles(files), event }
      const startedAt = performance.now()
      const answer = await invokeOnce(client, { functionName, payload, deadlineMs: LONGEST_MS })
      const durationMs = performance.now() - startedAt
      if (answer.kind === 'gone') {
        throw new StoreError(`There is no Lambda function ${functionName}: deploy the tenant again`)
      }
      if (answer.kind === 'too-late') {
        const message = `No answer within ${LONGEST_MS} ms`
        return failedOutcome('killed-at-deadline', message, durationMs)
      }
      return readHookOutcome(answer, durationMs)
    },
  }
}
