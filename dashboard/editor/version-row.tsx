import type { HookVersionAnswer } from '../../functions/management/contract/answers.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'

/** One version in the list. */
export function VersionRow(props: { version: HookVersionAnswer; onOpen: () => void }) {
  const { version, created_at, current, pinned, outdated } = props.version
  return (
    <li class="row">
      <span class="row-main">
        <strong>{version}</strong> {current && <Badge>current</Badge>}{' '}
        {pinned && <Badge kind="success">enabled</Badge>}{' '}
        {outdated && <Badge kind="warning">earlier release</Badge>}
      </span>
      <span class="muted small">
        <RelativeTime at={created_at} />
      </span>
      <Button kind="quiet" label={`Compare version ${version}`} onClick={props.onOpen}>
        Compare
      </Button>
    </li>
  )
}
