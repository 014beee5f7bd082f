import { FAILURE_CAUSES } from '../../functions/management/contract/failure-causes.ts'
import { ConsoleLines } from '../trace/console-lines.tsx'
import { IgnoredClaims } from '../trace/ignored-claims.tsx'
import { Button } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Notice } from '../ui/notice.tsx'
import { readCodeFault } from './code-fault.ts'
import { RunOutcome } from './run-outcome.tsx'
import type { HookRun } from './use-runs.ts'

/** What a run did: the token it would lead to, or why there would be none. */
export function RunResult(props: {
  run: HookRun
  onJump: (place: { line: number; column: number }) => void
}) {
  const { run, onJump } = props
  const { result, error } = run
  const place = result?.error ?? (error && readCodeFault(error))
  const { line, column = 1 } = place ?? {}
  return (
    <section class="stack run-result" aria-label={`Result of run ${run.number}`}>
      <div class="panel-head">
        <h2>
          Result <RunOutcome run={run} />
        </h2>
        {result && <span class="muted small">{Math.round(result.duration_ms)} ms</span>}
      </div>
      {error && <ErrorBox error={error} />}
      {result?.error && (
        <Notice kind={result.outcome === 'refused' ? 'warning' : 'danger'}>
          <strong>
            {result.error.name}: {result.error.message}
          </strong>
          {result.cause !== undefined && <p>{FAILURE_CAUSES[result.cause] ?? result.cause}</p>}
          {result.error.stack !== undefined && result.outcome === 'failed' && (
            <pre class="trace">{result.error.stack}</pre>
          )}
        </Notice>
      )}
      {line !== undefined && (
        <Button onClick={() => onJump({ line, column })}>Go to line {line}</Button>
      )}
      {result?.oauth_error && (
        <>
          <h3>What a client would be answered</h3>
          <CodeBlock what="the refusal" text={toText(result.oauth_error)} />
        </>
      )}
      {result?.token && (
        <>
          <h3>What the token would contain</h3>
          <CodeBlock what="the token's payload" text={toText(result.token.payload)} />
        </>
      )}
      {result?.result !== undefined && (
        <details>
          <summary>What the hook called back</summary>
          <CodeBlock what="the hook's result" text={toText(result.result)} />
        </details>
      )}
      {result && (
        <>
          <IgnoredClaims claims={result.ignored} more={result.ignored_dropped ?? 0} />
          <ConsoleLines lines={result.console} more={result.console_dropped ?? 0} />
          {(result.pending ?? []).length > 0 && (
            <Notice kind="warning">
              Still pending when the hook called back: {result.pending?.join(', ')}. It may be lost;
              the setting “wait after the callback” waits for it.
            </Notice>
          )}
          {result.warnings.map((warning) => (
            <Notice key={warning} kind="warning">
              {warning}
            </Notice>
          ))}
        </>
      )}
    </section>
  )
}

function toText(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
