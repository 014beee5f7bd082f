import { useId, useRef, useState } from 'preact/hooks'
import type { GrantAnswer } from '../../functions/management/contract/answers.ts'
import { useSession } from '../session/session-context.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { useLeave } from '../ui/unsaved.ts'
import { GrantForm } from './grant-form.tsx'
import type { ApiScope } from './scope-checkboxes.tsx'

/** What one application may ask of one API; seen from either of the two, which is named by `title`. */
export interface GrantPlace {
  clientId: string
  audience: string
  /** What the API defines. */
  scopes: readonly ApiScope[]
  grant: GrantAnswer | undefined
  /** The other one. */
  title: string
  /** Its identifier. */
  detail: string
  href: string
}

/** One line of a list of grants; opens to the scopes. */
export function GrantRow({
  place,
  onChange,
}: {
  place: GrantPlace
  onChange: () => Promise<void>
}) {
  const { grant, title, detail, href } = place
  const { can } = useSession()
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const line = useRef<HTMLLIElement>(null)
  const leave = useLeave()
  const mayOpen = grant !== undefined || can('create:client_grants')
  return (
    <li class="grant" ref={line}>
      <div class="grant-head">
        <div class="grant-name">
          <a href={href}>{title}</a>
          <code class="small muted">{detail}</code>
        </div>
        {grant !== undefined && <GrantBadge grant={grant} />}
        {mayOpen && (
          <Button
            expanded={isOpen}
            label={`${grant === undefined ? 'Authorise' : 'Scopes of'} ${title}`}
            onClick={() => line.current && leave(line.current, () => setIsOpen(!isOpen))}
          >
            {grant === undefined ? 'Authorise' : 'Scopes'}
          </Button>
        )}
      </div>
      {isOpen && (
        <section class="grant-body" id={id} aria-label={`Scopes of ${title}`}>
          <GrantForm
            place={place}
            onDone={async () => {
              setIsOpen(false)
              await onChange()
            }}
          />
        </section>
      )}
    </li>
  )
}

function GrantBadge({ grant: { scope } }: { grant: GrantAnswer }) {
  const count = scope.length === 1 ? '1 scope' : `${scope.length} scopes`
  return <Badge kind="success">authorised, {scope.length === 0 ? 'no scopes' : count}</Badge>
}
