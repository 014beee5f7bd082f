import { Icon } from '../ui/icon.tsx'
import type { Attention } from './find-attention.ts'

/** What should be looked at, each with the way there. */
export function AttentionList({ problems }: { problems: readonly Attention[] }) {
  if (problems.length === 0) {
    return (
      <p class="all-well">
        <Icon name="check" /> Nothing. All hooks are in order.
      </p>
    )
  }
  return (
    <ul class="attention">
      {problems.map(({ hookId, hookName, kind, text }) => (
        <li key={`${hookId} ${text}`} class={`attention-${kind}`}>
          <Icon name="warning" />
          <span>
            <a href={`/dashboard/hooks/${hookId}`}>{hookName}</a>: {text}
          </span>
        </li>
      ))}
    </ul>
  )
}
