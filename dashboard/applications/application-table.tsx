import { useLocation } from 'preact-iso/router'
import type { ClientAnswer, GrantAnswer } from '../../functions/management/contract/answers.ts'
import { Copyable } from '../ui/copyable.tsx'
import { type Column, Table } from '../ui/table.tsx'

/** Applications as rows. `grants`: undefined when they may not be read. */
export function ApplicationTable(props: {
  clients: ClientAnswer[]
  grants: GrantAnswer[] | undefined
}) {
  const { clients, grants } = props
  const { route } = useLocation()
  const columns: Column<ClientAnswer>[] = [
    {
      title: 'Name',
      cell: (client) => <a href={hrefOf(client)}>{client.name || client.client_id}</a>,
    },
    {
      title: 'Client ID',
      cell: ({ client_id, name }) => (
        <Copyable text={client_id} what={`the client ID of ${name}`} />
      ),
    },
  ]
  if (grants !== undefined) {
    columns.push({
      title: 'Authorised for',
      cell: ({ client_id }) =>
        inWords(grants.filter((grant) => grant.client_id === client_id).length),
    })
  }
  return (
    <Table
      caption="Applications"
      columns={columns}
      rows={clients}
      rowKey={({ client_id }) => client_id}
      onOpen={(client) => route(hrefOf(client))}
    />
  )
}

function hrefOf({ client_id }: ClientAnswer): string {
  return `/dashboard/applications/${client_id}`
}

function inWords(apis: number) {
  if (apis === 0) return <span class="muted">No API</span>
  return apis === 1 ? '1 API' : `${apis} APIs`
}
