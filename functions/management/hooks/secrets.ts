import { ManagementError } from '../../core/management-error.ts'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import {
  deleteHookSecretsBody,
  hookSecretsBody,
  VALUE_NOT_SHOWN,
} from '../contract/hook-secrets.ts'
import { type Operation, operation } from '../operation.ts'
import { changeSecrets } from './change-secrets.ts'
import type { HookLifecyclePorts } from './hook-lifecycle.ts'
import { readHook } from './read-hook.ts'

const PATH = '/hooks/:id/secrets'

/** `/hooks/{id}/secrets`: what a hook knows and nobody is told again. */
export function hookSecretOperations(
  ports: HookLifecyclePorts & { secrets: SecretStore },
): Operation[] {
  return [
    operation({
      method: 'GET',
      path: PATH,
      scopes: ['read:hooks'],
      summary: 'Get Hook Secrets',
      async handle({ params }) {
        const { secretNames = [] } = (await readHook(ports.store, params.id)).value
        const body = Object.fromEntries(secretNames.map((name) => [name, VALUE_NOT_SHOWN]))
        return { status: 200, body }
      },
    }),
    operation({
      method: 'POST',
      path: PATH,
      scopes: ['update:hooks'],
      summary: 'Add Hook Secrets',
      body: hookSecretsBody,
      takesForm: true,
      async handle({ params, body }) {
        await changeSecrets(ports, params.id, ({ secretNames = [] }) => {
          const known = Object.keys(body).filter((name) => secretNames.includes(name))
          if (known.length > 0) {
            throw ManagementError.conflict(
              `The hook already has the secrets: ${known.join(', ')}. Change them with PATCH.`,
            )
          }
          return splitByValue(body)
        })
        return { status: 201, body: {} }
      },
    }),
    operation({
      method: 'PATCH',
      path: PATH,
      scopes: ['update:hooks'],
      summary: 'Update Hook Secrets',
      body: hookSecretsBody,
      takesForm: true,
      async handle({ params, body }) {
        await changeSecrets(ports, params.id, ({ secretNames = [] }) => {
          const unknown = Object.keys(body).filter((name) => !secretNames.includes(name))
          if (unknown.length > 0) {
            throw ManagementError.notFound(
              `The hook has no secrets of the names: ${unknown.join(', ')}. Add them with POST.`,
            )
          }
          return { values: splitByValue(body).values }
        })
        return { status: 201, body: {} }
      },
    }),
    operation({
      method: 'DELETE',
      path: PATH,
      scopes: ['delete:hooks'],
      summary: 'Delete Hook Secrets',
      body: deleteHookSecretsBody,
      async handle({ params, body }) {
        await changeSecrets(ports, params.id, () => ({ removed: body }))
        return { status: 204 }
      },
    }),
  ]
}

/** The placeholder is no value: exports carry it in place of every one. */
function splitByValue(body: Record<string, string>) {
  const entries = Object.entries(body)
  return {
    values: Object.fromEntries(entries.filter(([, value]) => value !== VALUE_NOT_SHOWN)),
    missing: entries.flatMap(([name, value]) => (value === VALUE_NOT_SHOWN ? [name] : [])),
  }
}
