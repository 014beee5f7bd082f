import { useState } from 'preact/hooks'
import { useSession } from '../session/session-context.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { notify } from '../ui/toasts.tsx'
import type { Resource } from '../ui/use-resource.ts'
import { type HookSource, readHookSource } from './hook-source.ts'
import { SecretForm } from './secret-form.tsx'

/** The hook's secrets: written and replaced here, read by nobody. */
export function SecretsPanel(props: {
  saved: HookSource
  secrets: Resource<Record<string, string>>
  onSaved: (source: HookSource) => void
}) {
  const { saved, secrets, onSaved } = props
  const { management, can } = useSession()
  const [edited, setEdited] = useState<string>()
  const [removed, setRemoved] = useState<string>()
  const { id } = saved.hook
  const mayWrite = can('update:hooks')
  const missing = saved.status.missing_secrets

  async function refresh(): Promise<void> {
    await secrets.reload()
    onSaved(await readHookSource(management, id))
  }

  async function write(name: string, value: string, isNew: boolean): Promise<void> {
    if (isNew) await management.hooks.addSecrets(id, { [name]: value })
    else await management.hooks.changeSecrets(id, { [name]: value })
    setEdited(undefined)
    notify(`The secret ${name} is stored`)
    await refresh()
  }

  return (
    <div class="stack">
      <p class="muted">
        A hook reads them as <code>context.webtask.secrets.NAME</code>. Values are never shown
        again.
      </p>
      <Loaded resource={secrets} lines={2}>
        {(all) => (
          <>
            {Object.keys(all).length === 0 && <EmptyState title="No secrets yet" icon="key" />}
            <ul class="rows" aria-label="Secrets">
              {Object.keys(all).map((name) => (
                <li key={name} class="row">
                  <span class="row-main">
                    <code>{name}</code>{' '}
                    {missing.includes(name) && <Badge kind="warning">no value</Badge>}
                  </span>
                  {mayWrite && (
                    <>
                      <Button
                        kind="quiet"
                        icon="pencil"
                        label={`Replace the value of ${name}`}
                        onClick={() => setEdited(name)}
                      />
                      <Button
                        kind="quiet"
                        icon="trash"
                        label={`Remove ${name}`}
                        onClick={() => setRemoved(name)}
                      />
                    </>
                  )}
                  {edited === name && (
                    <SecretForm
                      name={name}
                      onSubmit={(_, value) => write(name, value, false)}
                      onCancel={() => setEdited(undefined)}
                    />
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {mayWrite && (
        <section class="stack" aria-label="Add a secret">
          <h2>Add a secret</h2>
          <SecretForm onSubmit={(name, value) => write(name, value, true)} />
        </section>
      )}
      {removed !== undefined && (
        <ConfirmDialog
          title={`Remove the secret ${removed}?`}
          confirmLabel="Remove"
          onClose={() => setRemoved(undefined)}
          onConfirm={async () => {
            await management.hooks.removeSecrets(id, [removed])
            setRemoved(undefined)
            notify(`The secret ${removed} was removed`)
            await refresh()
          }}
        >
          <p>The hook no longer gets it from the next token on.</p>
        </ConfirmDialog>
      )}
    </div>
  )
}
