import { useState } from 'preact/hooks'
import { useManagement } from '../session/session-context.ts'
import { Form } from '../ui/form.tsx'
import { PairFields } from '../ui/pair-fields.tsx'
import { notify } from '../ui/toasts.tsx'
import type { ApiPart } from './api-settings-tab.tsx'

/** Changes an API's scopes. */
export function ScopesForm({ api, onChange }: ApiPart) {
  const { apis } = useManagement()
  const before = pairsOf(api)
  const [pairs, setPairs] = useState(before)
  const problem = problemOf(pairs.map(({ name }) => name.trim()))
  const isChanged = JSON.stringify(pairs) !== JSON.stringify(before)

  async function save(): Promise<void> {
    const changed = await apis.update(api.id, {
      scopes: pairs.map(({ name, value }) => ({
        value: name.trim(),
        ...(value !== '' && { description: value }),
      })),
    })
    onChange(changed)
    setPairs(pairsOf(changed))
    notify('The scopes were saved')
  }

  return (
    <Form
      submitLabel="Save scopes"
      onSubmit={save}
      isUnsaved={isChanged}
      disabled={!isChanged || problem !== undefined}
    >
      <PairFields
        pairs={pairs}
        onChange={setPairs}
        nameLabel="Scope"
        namePlaceholder="read:orders"
        valueLabel="Description"
        addLabel="Add a scope"
      />
      {problem !== undefined && <p class="field-error">{problem}</p>}
    </Form>
  )
}

function pairsOf({ scopes = [] }: ApiPart['api']) {
  return scopes.map(({ value, description = '' }) => ({ name: value, value: description }))
}

function problemOf(names: string[]): string | undefined {
  if (names.some((name) => name === '')) return 'Each line needs a scope.'
  const spaced = names.find((name) => /\s/.test(name))
  if (spaced !== undefined) return `A scope is one word: "${spaced}" is more.`
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice && `The scope ${twice} is there twice.`
}
