import { OAuthError } from '../../functions/core/oauth-error.ts'
import type { HookFailureCause } from '../../hooks/runtime/contract.ts'
import { code, markdownTable } from './markdown.ts'

const CAUSES: Record<HookFailureCause, string> = {
  'load-failed': 'the script threw, or ended the process, while it was loaded',
  'no-function': 'the script exports no function',
  threw: 'it threw before it called back',
  rejected: 'it is `async`, and its promise was rejected before it called back',
  'threw-late': 'a timer, stream or promise of its own threw before it called back',
  'timed-out': 'it did not call back within its time',
  'result-not-json': 'its result has a cycle, a BigInt or a `toJSON` that throws',
  'result-too-large': 'its result is over the bound',
  exited: 'it ended its process',
  'out-of-memory': 'it took more memory than there is',
  'killed-at-deadline': 'it blocked its process (an endless loop), which was killed',
  'malformed-outcome': 'what its process answered is no answer',
  'not-deployed': 'did not run: its version was removed by hand; build it again',
}

/** Every way in which a hook can break, by the cause that the log names. */
export function hookFailures(): string {
  const { status, error } = OAuthError.hookFailed('').in('auth0')
  const rows = Object.entries(CAUSES).map(([cause, meaning]) => [code(cause), meaning])
  const answer = `All are answered ${status} ${code(error)}: "${OAuthError.hookFailed('').message}"`
  return `${markdownTable(['cause', 'the hook'], rows)}\n\n${answer}`
}
