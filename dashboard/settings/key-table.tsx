import type { SigningKeyAnswer } from '../../functions/management/contract/answers.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { stateOf } from './key-state.ts'

/** Signing keys as rows; the current one cannot be revoked. */
export function KeyTable(props: {
  keys: SigningKeyAnswer[]
  onRevoke?: (key: SigningKeyAnswer) => void
}) {
  const { keys, onRevoke } = props
  const columns: Column<SigningKeyAnswer>[] = [
    {
      title: 'State',
      cell: (key) => {
        const { name, kind } = stateOf(key)
        return <Badge kind={kind}>{name}</Badge>
      },
    },
    { title: 'Key ID (kid)', cell: ({ kid }) => <Copyable text={kid} what="the key ID" /> },
    {
      title: 'Meaning',
      cell: (key) => {
        const { text, at } = stateOf(key)
        return (
          <span>
            {text} {at && <RelativeTime at={at} />}
          </span>
        )
      },
    },
  ]
  if (onRevoke !== undefined) {
    columns.push({
      title: 'Actions',
      isActions: true,
      cell: (key) =>
        !key.current &&
        !key.revoked && (
          <Button label={`Revoke ${key.kid}`} onClick={() => onRevoke(key)}>
            Revoke…
          </Button>
        ),
    })
  }
  return <Table caption="Signing keys" columns={columns} rows={keys} rowKey={({ kid }) => kid} />
}
