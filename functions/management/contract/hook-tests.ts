import * as v from 'valibot'
import type { ConsoleLine, HookFailureCause } from '../../../hooks/runtime/contract.ts'
import type { HookPackage } from '../../core/hook-model.ts'
import type { JsonObject, JsonValue } from '../../core/json.ts'
import type { IgnoredClaim } from '../../core/log-event.ts'
import { secretMap } from './hook-secrets.ts'
import { hookTestPayload } from './hook-test-payload.ts'
import { createHookBody } from './hooks.ts'
import { explainStrictObject } from './strict-object.ts'

/** Ignored claims beyond these are not listed. */
export const MAX_LISTED_CLAIMS = 100

const { script, dependencies, timeout_ms, after_callback_ms } = createHookBody.entries

const NO_VERSION = 'must be the number of a saved version'

/** `POST /hooks/{id}/test`: the hook's current version, another one, or another script. */
export const testHookBody = v.pipe(
  v.strictObject(
    {
      version: v.optional(
        v.pipe(v.number(NO_VERSION), v.integer(NO_VERSION), v.minValue(1, NO_VERSION)),
      ),
      script: v.optional(script),
      dependencies: v.optional(dependencies.wrapped),
      secrets: v.optional(secretMap),
      payload: v.optional(hookTestPayload, {}),
    },
    explainStrictObject,
  ),
  v.check(
    (given) => given.script === undefined || given.version === undefined,
    "'version': must be absent when 'script' is given",
  ),
)

/** `POST /hooks/test`: a script of no saved hook. */
export const testScriptBody = v.strictObject(
  {
    script,
    dependencies,
    secrets: v.optional(secretMap, {}),
    payload: v.optional(hookTestPayload, {}),
    timeout_ms,
    after_callback_ms,
  },
  explainStrictObject,
)

/** The answer of a test. */
export interface HookTestResult {
  /** Whether the hook called back with a result or an error, or failed to. */
  outcome: 'result' | 'refused' | 'failed'
  result?: JsonValue
  /** `line` and `column` are the script's own, 1-based. */
  error?: { name: string; message: string; stack?: string; line?: number; column?: number }
  cause?: HookFailureCause
  /** What a token request would be answered in place of a token. */
  oauth_error?: { status: number; error: string; error_description: string }
  /** What the token of a request now would hold, unsigned. */
  token?: { header: JsonObject; payload: JsonObject }
  /** The final scopes. */
  scope: string[]
  claims: JsonObject
  ignored: IgnoredClaim[]
  /** Those beyond `MAX_LISTED_CLAIMS`. */
  ignored_dropped?: number
  console: ConsoleLine[]
  /** Lines beyond the bounds. */
  console_dropped?: number
  /** Kinds of work that were pending when the hook called back. */
  pending?: string[]
  duration_ms: number
  packages: HookPackage[]
  warnings: string[]
}
