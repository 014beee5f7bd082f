import { Button } from '../ui/button.tsx'
import { CodeEditor } from './code-editor.tsx'
import { RunHistory } from './run-history.tsx'
import { RunResult } from './run-result.tsx'
import type { HookRuns } from './use-runs.ts'

/** Runs the draft on a payload, without saving it. */
export function RunnerPanel(props: {
  runs: HookRuns
  onJump: (place: { line: number; column: number }) => void
}) {
  const { runs, onJump } = props
  return (
    <div class="stack">
      <div class="stack stack-close">
        <div class="panel-head">
          <h2>Payload</h2>
          <Button kind="quiet" icon="reload" onClick={runs.resetPayload}>
            Sample
          </Button>
        </div>
        <div class="payload">
          <CodeEditor
            label="Payload of the test"
            language="json"
            value={runs.payload}
            onChange={runs.setPayload}
          />
        </div>
        <p class="field-hint">
          What is left out is as in the sample. <code>client_id</code> instead of{' '}
          <code>client</code> takes a stored application.
        </p>
      </div>
      <div class="actions">
        <Button kind="primary" icon="play" isBusy={runs.isRunning} onClick={() => void runs.run()}>
          {runs.isRunning ? 'Running…' : 'Run the draft'}
        </Button>
        <span class="muted small">Nothing is saved.</span>
      </div>
      <div class="stack" aria-live="polite">
        {runs.shown && <RunResult key={runs.shown.number} run={runs.shown} onJump={onJump} />}
      </div>
      <RunHistory runs={runs} />
    </div>
  )
}
