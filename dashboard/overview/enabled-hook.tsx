import { Facts } from '../ui/facts.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import type { HookState } from './load-hooks.ts'

/** The hook that runs for every token, if one does. */
export function EnabledHook({ state }: { state: HookState | undefined }) {
  if (state === undefined) {
    return (
      <>
        <p>None: tokens are issued as granted.</p>
        <div class="actions">
          <LinkButton href="/dashboard/hooks">Choose one</LinkButton>
        </div>
      </>
    )
  }
  const { hook, status } = state
  const packages = Object.keys(hook.dependencies).length
  return (
    <>
      <Facts
        facts={[
          ['Name', <a href={`/dashboard/hooks/${hook.id}`}>{hook.name}</a>],
          ['Version', status.version],
          ['Declared packages', packages === 0 ? 'None' : packages],
        ]}
      />
      <div class="actions">
        <LinkButton icon="pencil" href={`/dashboard/hooks/${hook.id}`}>
          Edit
        </LinkButton>
      </div>
    </>
  )
}
