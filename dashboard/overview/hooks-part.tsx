import { useManagement } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../ui/use-resource.ts'
import { AttentionList } from './attention-list.tsx'
import { EnabledHook } from './enabled-hook.tsx'
import { findAttention } from './find-attention.ts'
import { loadHooks } from './load-hooks.ts'

/** The enabled hook, and what needs attention at any. */
export function HooksPart() {
  const management = useManagement()
  const states = useResource(() => loadHooks(management), [management])
  return (
    <div class="columns">
      <Card title="Needs attention">
        <Loaded resource={states} lines={2}>
          {(all) => <AttentionList problems={findAttention(all)} />}
        </Loaded>
      </Card>
      <Card title="Enabled hook">
        <Loaded resource={states} lines={2}>
          {(all) => <EnabledHook state={all.find(({ hook }) => hook.enabled)} />}
        </Loaded>
      </Card>
    </div>
  )
}
