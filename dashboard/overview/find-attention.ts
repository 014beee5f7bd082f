import type { HookState } from './load-hooks.ts'

/** Something that somebody should look at. */
export interface Attention {
  hookId: string
  hookName: string
  kind: 'danger' | 'warning'
  text: string
}

/** What needs attention at some hooks, the worst first. */
export function findAttention(states: readonly HookState[]): Attention[] {
  return states
    .flatMap(({ hook, status }) =>
      problemsOf(status).map((problem) => ({ hookId: hook.id, hookName: hook.name, ...problem })),
    )
    .sort((a, b) => a.kind.localeCompare(b.kind))
}

function problemsOf({
  deployed,
  deployment,
  outdated,
  version,
  warnings,
}: HookState['status']): Pick<Attention, 'kind' | 'text'>[] {
  const problems: Pick<Attention, 'kind' | 'text'>[] = []
  if (deployment?.phase === 'failed') {
    const why = deployment.error?.message ?? 'no reason was recorded'
    problems.push({ kind: 'danger', text: `The last version could not be deployed: ${why}` })
  }
  if (version > 0 && !deployed) {
    const text = `What was deployed of version ${version} is gone: rebuild it`
    problems.push({ kind: 'danger', text })
  } else if (outdated) {
    const text = `Version ${version} was deployed with an earlier runtime: rebuild it`
    problems.push({ kind: 'warning', text })
  }
  return [...problems, ...warnings.map((text) => ({ kind: 'warning' as const, text }))]
}
