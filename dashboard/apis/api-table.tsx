import { useLocation } from 'preact-iso/router'
import type { ApiAnswer } from '../../functions/management/contract/answers.ts'
import { Badge } from '../ui/badge.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { inWords } from './lifetime.ts'

const COLUMNS: Column<ApiAnswer>[] = [
  {
    title: 'Name',
    cell: (api) => (
      <>
        <a href={hrefOf(api)}>{api.name}</a> {api.is_system && <Badge>system</Badge>}
      </>
    ),
  },
  {
    title: 'Identifier',
    cell: ({ identifier, name }) => (
      <Copyable text={identifier} what={`the identifier of ${name}`} />
    ),
  },
  { title: 'Scopes', isNumber: true, cell: ({ scopes = [] }) => scopes.length },
  { title: 'Token lifetime', cell: ({ token_lifetime }) => inWords(token_lifetime) },
]

/** APIs as rows. */
export function ApiTable({ apis }: { apis: ApiAnswer[] }) {
  const { route } = useLocation()
  return (
    <Table
      caption="APIs"
      columns={COLUMNS}
      rows={apis}
      rowKey={({ id }) => id}
      onOpen={(api) => route(hrefOf(api))}
    />
  )
}

function hrefOf({ id }: ApiAnswer): string {
  return `/dashboard/apis/${id}`
}
