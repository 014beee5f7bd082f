import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { FAILURE_CAUSES } from '../../functions/management/contract/failure-causes.ts'
import { indented, printable } from '../terminal/printable.ts'

type Hook = NonNullable<LogAnswer['details']['hook']>
type Trace = NonNullable<LogAnswer['details']['trace']>

/** Why a token looks as it does, or why there is none: the trace of an exchange in words. */
export function explainEvent({ details }: LogAnswer): string {
  const { trace = {}, hook } = details
  const lines = [...explainScopes(trace, hook), ...explainHook(hook), ...explainClaims(trace)]
  return lines.map(printable).join('\n')
}

function explainScopes({ requested, granted, final }: Trace, hook: Hook | undefined): string[] {
  if (granted === undefined && requested === undefined) return []
  const named = requested === undefined ? '(none: all that is granted)' : inLine(requested)
  return [
    'Scopes',
    `  requested  ${named}`,
    ...(granted ? [`  granted    ${inLine(granted)}`] : []),
    ...(final ? [`  final      ${inLine(final)}${sayChange(granted ?? [], final, hook)}`] : []),
  ]
}

/** What came and went between the grant and the token, which is the hook's doing. */
function sayChange(granted: string[], final: string[], hook: Hook | undefined): string {
  const added = final.filter((scope) => !granted.includes(scope))
  const removed = granted.filter((scope) => !final.includes(scope))
  const changes = [
    ...(added.length > 0 ? [`added ${inLine(added)}`] : []),
    ...(removed.length > 0 ? [`removed ${inLine(removed)}`] : []),
  ]
  if (changes.length === 0) return ''
  return `  (${hook === undefined ? '' : `${hook.name} `}${changes.join(', ')})`
}

function explainHook(hook: Hook | undefined): string[] {
  if (hook === undefined) return ['Hook', '  none ran']
  const { name, version, durationMs, console, consoleDropped = 0, cause, error, pending } = hook
  return [
    'Hook',
    `  ${name}, version ${version}, ${durationMs} ms`,
    ...(cause === undefined
      ? []
      : [`  failed: ${[cause, FAILURE_CAUSES[cause]].filter(Boolean).join('. ')}`]),
    ...(error === undefined
      ? []
      : (error.stack ?? `${error.name}: ${error.message}`).split('\n').map((line) => `  ${line}`)),
    ...console.flatMap(({ level, text, atMs }) => {
      return indented(`${atMs} ms ${level}: ${text}`).map((line) => `  ${line}`)
    }),
    ...(consoleDropped > 0 ? [`  and ${consoleDropped} more lines`] : []),
    ...(pending === undefined
      ? []
      : [
          `  still pending when it called back: ${pending.join(', ')} (after_callback_ms waits for it)`,
        ]),
  ]
}

function explainClaims({ claims = [], ignored = [] }: Trace): string[] {
  return [
    ...(claims.length > 0 ? ['Claims of the hook', ...claims.map((name) => `  ${name}`)] : []),
    ...(ignored.length > 0
      ? ['Ignored', ...ignored.map(({ name, reason }) => `  ${name}: ${reason}`)]
      : []),
  ]
}

function inLine(scopes: string[]): string {
  return scopes.length > 0 ? scopes.join(' ') : '(none)'
}
