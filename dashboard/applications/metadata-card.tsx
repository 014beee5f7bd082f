import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { PairFields } from '../ui/pair-fields.tsx'
import { notify } from '../ui/toasts.tsx'
import { MAX_METADATA_KEYS, metadataChange, pairsOf, problemOf } from './metadata-pairs.ts'
import type { ApplicationPart } from './settings-tab.tsx'

/** Keys and values that hooks read as `client.metadata`. */
export function MetadataCard({ client, onChange }: ApplicationPart) {
  const { management, can } = useSession()
  const metadata = client.client_metadata ?? {}
  const [pairs, setPairs] = useState(pairsOf(metadata))
  const problem = problemOf(pairs)
  const isChanged = JSON.stringify(pairs) !== JSON.stringify(pairsOf(metadata))

  async function save(): Promise<void> {
    const saved = await management.clients.update(client.client_id, {
      client_metadata: metadataChange(metadata, pairs),
    })
    setPairs(pairsOf(saved.client_metadata ?? {}))
    onChange(saved)
    notify('The metadata was saved')
  }

  return (
    <Card title="Metadata" lead="Hooks read it as client.metadata.">
      {can('update:clients') ? (
        <Form
          submitLabel="Save metadata"
          onSubmit={save}
          isUnsaved={isChanged}
          disabled={!isChanged || problem !== undefined}
        >
          <PairFields
            pairs={pairs}
            onChange={setPairs}
            nameLabel="Key"
            valueLabel="Value"
            addLabel="Add a key"
            most={MAX_METADATA_KEYS}
          />
          {problem !== undefined && <p class="field-error">{problem}</p>}
        </Form>
      ) : (
        <Facts facts={Object.entries(metadata)} />
      )}
    </Card>
  )
}
