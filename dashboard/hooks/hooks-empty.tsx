import { Button } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

/** What a hook is, for somebody who has none. */
export function HooksEmpty({ onCreate }: { onCreate?: () => void }) {
  return (
    <section class="card">
      <EmptyState
        title="No hooks yet"
        icon="hook"
        actions={
          onCreate && (
            <Button kind="primary" icon="plus" onClick={onCreate}>
              Create your first hook
            </Button>
          )
        }
      >
        <p>
          A hook runs for all applications and all APIs whenever a token is asked for. It may add
          claims, add or remove scopes, or refuse. This is what a new one begins with: it changes
          nothing until you do.
        </p>
      </EmptyState>
      <CodeBlock text={STARTER_HOOK} what="the starter hook" />
    </section>
  )
}
