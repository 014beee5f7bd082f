/** Why a hook ended without calling back, by the log's word for it. */
export const FAILURE_CAUSES: Readonly<Record<string, string>> = {
  'load-failed': 'The script could not be loaded.',
  'no-function': 'The script exports no function.',
  threw: 'The script threw an error.',
  rejected: 'A promise of the script was rejected.',
  'threw-late': 'The script threw an error after its function had returned.',
  'timed-out': 'It did not call back within its time limit.',
  'result-not-json': 'What it called back with is not JSON.',
  'result-too-large': 'What it called back with is too large.',
  exited: 'It ended its process.',
  'out-of-memory': 'It ran out of memory.',
  'killed-at-deadline': 'It kept its process busy beyond the time limit and was ended.',
  'malformed-outcome': 'Its process answered with something that is no outcome.',
  'not-deployed': 'It did not run: what was deployed of this version is gone. Rebuild it.',
}
