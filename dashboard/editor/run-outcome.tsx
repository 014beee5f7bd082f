import { Badge } from '../ui/badge.tsx'
import type { HookRun } from './use-runs.ts'

/** How a run ended, in a word. */
export function RunOutcome({ run }: { run: HookRun }) {
  if (run.result === undefined) return <Badge kind="danger">not run</Badge>
  const { outcome } = run.result
  if (outcome === 'result') return <Badge kind="success">token</Badge>
  return <Badge kind={outcome === 'refused' ? 'warning' : 'danger'}>{outcome}</Badge>
}
