import { Button } from '../ui/button.tsx'
import { MAX_METADATA_KEYS, type MetadataEntry } from './metadata-entries.ts'

/** Lines of key and value. */
export function MetadataFields(props: {
  entries: MetadataEntry[]
  onChange: (entries: MetadataEntry[]) => void
}) {
  const { entries, onChange } = props

  function change(at: number, entry: Partial<MetadataEntry>): void {
    onChange(entries.map((before, index) => (index === at ? { ...before, ...entry } : before)))
  }

  return (
    <>
      {entries.length === 0 && <p class="muted">None.</p>}
      {entries.map(({ key, value }, index) => (
        <div key={index} class="pair">
          <input
            class="input code"
            aria-label={`Key ${index + 1}`}
            placeholder="Key"
            maxLength={255}
            value={key}
            onInput={(event) => change(index, { key: event.currentTarget.value })}
          />
          <input
            class="input code"
            aria-label={`Value ${index + 1}`}
            placeholder="Value"
            maxLength={255}
            value={value}
            onInput={(event) => change(index, { value: event.currentTarget.value })}
          />
          <Button
            kind="quiet"
            icon="trash"
            label={`Remove ${key || `line ${index + 1}`}`}
            onClick={() => onChange(entries.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      {entries.length < MAX_METADATA_KEYS && (
        <div class="actions">
          <Button icon="plus" onClick={() => onChange([...entries, { key: '', value: '' }])}>
            Add a key
          </Button>
        </div>
      )}
    </>
  )
}
