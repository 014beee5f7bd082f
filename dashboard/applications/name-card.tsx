import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Card } from '../ui/card.tsx'
import { Facts } from '../ui/facts.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { notify } from '../ui/toasts.tsx'
import type { ApplicationPart } from './settings-tab.tsx'

/** What an application is known by. */
export function NameCard({ client, onChange }: ApplicationPart) {
  const { management, can } = useSession()
  const [name, setName] = useState(client.name)
  const [description, setDescription] = useState(client.description ?? '')
  const isChanged = name !== client.name || description !== (client.description ?? '')

  async function save(): Promise<void> {
    onChange(await management.clients.update(client.client_id, { name, description }))
    notify('The application was saved')
  }

  return (
    <Card title="Name">
      {can('update:clients') ? (
        <Form submitLabel="Save" onSubmit={save} isUnsaved={isChanged} disabled={!isChanged}>
          <TextField label="Name" value={name} onInput={setName} autocomplete="off" required />
          <TextField
            label="Description"
            value={description}
            onInput={setDescription}
            autocomplete="off"
          />
        </Form>
      ) : (
        <Facts
          facts={[
            ['Name', client.name],
            ['Description', client.description || '–'],
          ]}
        />
      )}
    </Card>
  )
}
