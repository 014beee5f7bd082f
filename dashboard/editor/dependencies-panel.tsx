import { useState } from 'preact/hooks'
import type { HookTestResult } from '../../functions/management/contract/hook-tests.ts'
import { useManagement, useSession } from '../session/session-context.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useResource } from '../ui/use-resource.ts'
import type { HookSource } from './hook-source.ts'
import type { HookDraft } from './use-hook-draft.ts'
import type { HookRuns } from './use-runs.ts'

/** The packages that the draft declares, and those that were taken. Saved with the script. */
export function DependenciesPanel(props: { saved: HookSource; draft: HookDraft; runs: HookRuns }) {
  const { saved, draft, runs } = props
  const { can } = useSession()
  const management = useManagement()
  const [name, setName] = useState('')
  const [version, setVersion] = useState('')
  const { dependencies } = draft.code
  const built = useResource(
    async () =>
      saved.version === 0
        ? []
        : (await management.hooks.version(saved.hook.id, saved.version)).packages,
    [management, saved.hook.id, saved.version],
  )
  const taken = runs.shown?.result?.packages ?? built.data ?? []
  const mayWrite = can('update:hooks')

  function remove(gone: string): void {
    const { [gone]: _, ...others } = dependencies
    draft.change({ dependencies: others })
  }

  return (
    <div class="stack">
      <p class="muted">
        Packages of npm, bundled when the hook is saved. Undeclared ones work too: declare them to
        say which version.
      </p>
      <ul class="rows" aria-label="Declared packages">
        {Object.entries(dependencies).map(([declared, wanted]) => (
          <li key={declared} class="row">
            <span class="row-main">
              <code>
                {declared} {wanted}
              </code>
            </span>
            {mayWrite && (
              <Button
                kind="quiet"
                icon="trash"
                label={`Remove ${declared}`}
                onClick={() => remove(declared)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Form
          submitLabel="Declare"
          submitKind="plain"
          isUnsaved={name !== '' || version !== ''}
          disabled={name.trim() === ''}
          onSubmit={() => {
            const wanted = version.trim() === '' ? 'latest' : version.trim()
            draft.change({ dependencies: { ...dependencies, [name.trim()]: wanted } })
            setName('')
            setVersion('')
          }}
        >
          <div class="field-pair">
            <TextField label="Package" value={name} onInput={setName} autocomplete="off" isCode />
            <TextField
              label="Version"
              value={version}
              onInput={setVersion}
              placeholder="latest"
              autocomplete="off"
              isCode
            />
          </div>
          <p class="field-hint">A version, range or tag. It counts from the next Save or Run on.</p>
        </Form>
      )}
      <TakenPackages packages={taken} />
    </div>
  )
}

const SOURCES = {
  declared: 'declared',
  script: 'named in the script',
  preinstalled: 'as preinstalled',
  latest: 'latest',
}

function TakenPackages({ packages }: { packages: HookTestResult['packages'] }) {
  if (packages.length === 0) return null
  return (
    <section class="stack" aria-label="What was taken">
      <h2>What was taken</h2>
      <ul class="rows">
        {packages.map(({ name, version, wanted, source }) => (
          <li key={name} class="row">
            <span class="row-main">
              <code>
                {name} {version}
              </code>
            </span>
            <span class="muted small">for {wanted}</span>
            <Badge kind={source === 'declared' ? 'success' : 'warning'}>{SOURCES[source]}</Badge>
          </li>
        ))}
      </ul>
    </section>
  )
}
