import { Button } from '../ui/button.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { RunOutcome } from './run-outcome.tsx'
import type { HookRuns } from './use-runs.ts'

/** The runs of this visit: each can be looked at again, and its payload taken. */
export function RunHistory({ runs }: { runs: HookRuns }) {
  if (runs.runs.length < 2) return null
  return (
    <section aria-label="Runs of this visit">
      <h2>Runs of this visit</h2>
      <ol class="run-list">
        {runs.runs.map((run) => (
          <li key={run.number} class="run-row" aria-current={run === runs.shown || undefined}>
            <span>
              {run.number}. <RunOutcome run={run} />
            </span>
            <span class="muted small">
              <RelativeTime at={run.at} />
              {run.result && `, ${Math.round(run.result.duration_ms)} ms`}
            </span>
            <Button
              kind="quiet"
              label={`Show run ${run.number}`}
              onClick={() => {
                runs.show(run)
                runs.setPayload(run.payload)
              }}
            >
              Show
            </Button>
          </li>
        ))}
      </ol>
    </section>
  )
}
