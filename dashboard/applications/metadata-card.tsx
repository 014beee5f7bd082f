import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { notify } from '../ui/toasts.tsx'
import { entriesOf, metadataChange, problemOf } from './metadata-entries.ts'
import { MetadataFields } from './metadata-fields.tsx'
import type { ApplicationPart } from './settings-tab.tsx'

/** Keys and values that hooks read as `client.metadata`. */
export function MetadataCard({ client, onChange }: ApplicationPart) {
  const { management, can } = useSession()
  const metadata = client.client_metadata ?? {}
  const [entries, setEntries] = useState(entriesOf(metadata))
  const problem = problemOf(entries)
  const isChanged = JSON.stringify(entries) !== JSON.stringify(entriesOf(metadata))

  async function save(): Promise<void> {
    const saved = await management.clients.update(client.client_id, {
      client_metadata: metadataChange(metadata, entries),
    })
    setEntries(entriesOf(saved.client_metadata))
    onChange(saved)
    notify('The metadata was saved')
  }

  return (
    <Card title="Metadata" lead="Hooks read it as client.metadata.">
      {can('update:clients') ? (
        <Form
          submitLabel="Save metadata"
          onSubmit={save}
          disabled={!isChanged || problem !== undefined}
        >
          <MetadataFields entries={entries} onChange={setEntries} />
          {problem !== undefined && <p class="field-error">{problem}</p>}
        </Form>
      ) : (
        <Facts facts={Object.entries(metadata)} />
      )}
    </Card>
  )
}
