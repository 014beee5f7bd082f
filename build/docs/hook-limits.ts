import { BUILD_LIMITS } from '../../functions/build-hook/build-limits.ts'
import { MAX_CLAIMS_BYTES } from '../../functions/core/apply-hook-outcome.ts'
import { DEPLOYED, RECORDED } from '../../functions/core/hook-retention.ts'
import { SECRET_LIMITS } from '../../functions/management/contract/hook-secrets.ts'
import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import { MAX_DRAFTS } from '../../local/hooks/process-draft-runner.ts'
import { count, markdownTable, seconds, size } from './markdown.ts'

/** What a hook may be and take. */
export function hookLimits(): string {
  const { minTimeoutMs, defaultTimeoutMs, maxTimeoutMs, maxAfterCallbackMs } = HOOK_LIMITS
  const { consoleLines, consoleLineCharacters, consoleCharacters } = HOOK_LIMITS
  const { unpackedBytes, packedBytes, requiredPackages, timeoutMs } = BUILD_LIMITS
  return markdownTable(
    ['bound', ''],
    [
      ['script', size(HOOK_LIMITS.scriptBytes)],
      ['packages', `${HOOK_LIMITS.dependencies} declared, ${requiredPackages} required`],
      [
        'build of the packages',
        `${seconds(timeoutMs)}; ${size(unpackedBytes)} unpacked, ${size(packedBytes)} bundled and compressed`,
      ],
      [
        'time (`timeout_ms`)',
        `${count(defaultTimeoutMs)} ms, unless set from ${count(minTimeoutMs)} to ${count(maxTimeoutMs)}`,
      ],
      [
        'work after the callback (`after_callback_ms`)',
        `not waited for, unless set: at most ${count(maxAfterCallbackMs)} ms`,
      ],
      [
        'result',
        `${size(HOOK_LIMITS.resultBytes)} as JSON; claims and scopes ${size(MAX_CLAIMS_BYTES)}`,
      ],
      [
        'console',
        `${consoleLines} lines of ${count(consoleLineCharacters)} characters, ${count(consoleCharacters)} together; what is over is counted`,
      ],
      [
        'error that the hook calls back with',
        `${count(HOOK_LIMITS.errorMessageCharacters)} characters of its message, ${count(HOOK_LIMITS.errorStackCharacters)} of its stack`,
      ],
      ['`webtask.storage`', `${size(HOOK_LIMITS.storageBytes)} as JSON`],
      [
        'secrets',
        `${SECRET_LIMITS.secrets} of ${count(SECRET_LIMITS.valueCharacters)} characters, ${size(SECRET_LIMITS.totalBytes)} together; names of ${SECRET_LIMITS.nameCharacters}`,
      ],
      ['tests at the same time', `${MAX_DRAFTS} on one machine`],
      [
        'versions',
        `${RECORDED} kept, the ${DEPLOYED} newest and the enabled one ready to run; an older one is built again from its lock when it is deployed`,
      ],
    ],
  )
}
