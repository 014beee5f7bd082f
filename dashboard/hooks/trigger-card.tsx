import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { Badge } from '../ui/badge.tsx'
import { Card } from '../ui/card.tsx'
import { EnabledHookField } from './enabled-hook-field.tsx'
import { HookRow } from './hook-row.tsx'
import type { Trigger } from './triggers.ts'

/** The hooks of one extensibility point, and which of them is enabled. */
export function TriggerCard(props: {
  trigger: Trigger
  hooks: HookAnswer[]
  onChange: () => Promise<void>
}) {
  const { trigger, hooks, onChange } = props
  const { title, lead, runsHere } = trigger
  return (
    <Card
      title={
        <>
          {title} {!runsHere && <Badge kind="warning">not run here</Badge>}
        </>
      }
      lead={lead}
    >
      <EnabledHookField trigger={trigger} hooks={hooks} onChange={onChange} />
      <ul class="hook-list" aria-label={`Hooks of ${title}`}>
        {hooks.map((hook) => (
          <HookRow key={hook.id} hook={hook} runsHere={runsHere} onChange={onChange} />
        ))}
      </ul>
    </Card>
  )
}
