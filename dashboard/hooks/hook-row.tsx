import { useState } from 'preact/hooks'
import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { DeleteHookDialog } from './delete-hook-dialog.tsx'
import { RenameHookDialog } from './rename-hook-dialog.tsx'

/** One hook: its name, whether it is enabled, pencil and gear. */
export function HookRow(props: {
  hook: HookAnswer
  runsHere: boolean
  onChange: () => Promise<void>
}) {
  const { hook, runsHere, onChange } = props
  const { can } = useSession()
  const [open, setOpen] = useState<'rename' | 'delete'>()
  const close = () => setOpen(undefined)
  const href = `/dashboard/hooks/${hook.id}`
  const isChangeable = can('update:hooks') || can('delete:hooks')
  return (
    <li class="hook-row">
      <a class="hook-name" href={href}>
        {hook.name}
      </a>
      {hook.enabled && (
        <Badge kind={runsHere ? 'success' : 'plain'}>{runsHere ? 'enabled' : 'chosen'}</Badge>
      )}
      <div class="hook-actions">
        <LinkButton kind="quiet" icon="pencil" label={`Edit ${hook.name}`} href={href} />
        {isChangeable && (
          <Button
            kind="quiet"
            icon="gear"
            label={`Rename or delete ${hook.name}`}
            onClick={() => setOpen('rename')}
          />
        )}
      </div>
      {open === 'rename' && (
        <RenameHookDialog
          hook={hook}
          onRenamed={onChange}
          onDelete={() => setOpen('delete')}
          onClose={close}
        />
      )}
      {open === 'delete' && <DeleteHookDialog hook={hook} onDeleted={onChange} onClose={close} />}
    </li>
  )
}
