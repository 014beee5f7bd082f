import type { CredentialAnswer } from '../../functions/management/contract/answers.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { type Column, Table } from '../ui/table.tsx'

/** An application's keys as rows. */
export function KeyTable(props: {
  keys: CredentialAnswer[]
  onRemove?: (key: CredentialAnswer) => void
}) {
  const { keys, onRemove } = props
  const columns: Column<CredentialAnswer>[] = [
    { title: 'Name', cell: ({ name }) => name || <span class="muted">Without a name</span> },
    { title: 'Key ID (kid)', cell: ({ kid }) => <Copyable text={kid} what="the key ID" /> },
    { title: 'Algorithm', cell: ({ alg }) => alg },
    { title: 'Added', cell: ({ created_at }) => <RelativeTime at={created_at} /> },
    { title: 'Ends', cell: ({ expires_at }) => <Expiry at={expires_at} /> },
  ]
  if (onRemove !== undefined) {
    columns.push({
      title: 'Actions',
      isActions: true,
      cell: (key) => (
        <Button
          kind="quiet"
          icon="trash"
          label={`Remove the key ${key.name || key.kid}`}
          onClick={() => onRemove(key)}
        />
      ),
    })
  }
  return <Table caption="Public keys" columns={columns} rows={keys} rowKey={({ id }) => id} />
}

function Expiry({ at }: { at: string | undefined }) {
  if (at === undefined) return <span class="muted">Never</span>
  if (Date.parse(at) > Date.now()) return <RelativeTime at={at} />
  return <Badge kind="warning">ended</Badge>
}
