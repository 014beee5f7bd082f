import { createHookId } from '../../core/ids.ts'
import type { Hook } from '../../core/model.ts'
import type { SecretStore } from '../../core/ports.ts'
import { hookKey } from '../../core/record-keys.ts'
import { createHookBody, listHooksQuery, updateHookBody } from '../contract/hooks.ts'
import { fieldsQuery } from '../contract/list-query.ts'
import { listRecords } from '../list-records.ts'
import { type Operation, operation } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { createHook } from './create-hook.ts'
import { deleteHook } from './delete-hook.ts'
import type { HookLifecyclePorts } from './hook-lifecycle.ts'
import { isEnabled, readEnabledHooks, readEnablement, readHook } from './read-hook.ts'
import { refuseBuild } from './refuse-build.ts'
import { hookSecretOperations } from './secrets.ts'
import { showHook } from './show-hook.ts'
import { updateHook } from './update-hook.ts'

/** `/hooks`, and their secrets. */
export function hookOperations(ports: HookLifecyclePorts & { secrets: SecretStore }): Operation[] {
  const { store, clock } = ports
  return [
    operation({
      method: 'GET',
      path: '/hooks',
      scopes: ['read:hooks'],
      summary: 'Get Hooks',
      query: listHooksQuery,
      async handle({ query }) {
        const { triggerId, enabled } = query
        const enabledHooks = await readEnabledHooks(store)
        const matches = (hook: Hook) =>
          (triggerId === undefined || hook.triggerId === triggerId) &&
          (enabled === undefined || enabledHooks.has(hook.id) === enabled)
        const isFiltered = triggerId !== undefined || enabled !== undefined
        const show = (hook: Hook) => showHook(hook, enabledHooks.has(hook.id))
        const source = { store, partition: hookKey('').pk, show, ...(isFiltered && { matches }) }
        return { status: 200, body: await listRecords(source, 'hooks', query) }
      },
    }),
    operation({
      method: 'POST',
      path: '/hooks',
      scopes: ['create:hooks'],
      summary: 'Create a Hook',
      body: createHookBody,
      takesForm: true,
      async handle({ body }) {
        const { enabled, timeout_ms, after_callback_ms, ...given } = body
        const source = {
          id: createHookId(clock.now()),
          ...given,
          timeoutMs: timeout_ms,
          afterCallbackMs: after_callback_ms,
        }
        const created = await createHook(ports, source, enabled).catch(refuseBuild)
        return { status: 201, body: showHook(created.hook, created.enabled) }
      },
    }),
    operation({
      method: 'GET',
      path: '/hooks/:id',
      scopes: ['read:hooks'],
      summary: 'Get a Hook',
      query: fieldsQuery,
      async handle({ params, query }) {
        const { value: hook } = await readHook(store, params.id ?? '')
        const enablement = await readEnablement(store, hook.triggerId)
        return { status: 200, body: pickFields(showHook(hook, isEnabled(enablement, hook)), query) }
      },
    }),
    operation({
      method: 'PATCH',
      path: '/hooks/:id',
      scopes: ['update:hooks'],
      summary: 'Update a Hook',
      body: updateHookBody,
      takesForm: true,
      async handle({ params, body }) {
        const { timeout_ms, after_callback_ms, ...given } = body
        const change = { ...given, timeoutMs: timeout_ms, afterCallbackMs: after_callback_ms }
        const { hook, enabled } = await updateHook(ports, params.id ?? '', change).catch(
          refuseBuild,
        )
        return { status: 200, body: showHook(hook, enabled) }
      },
    }),
    operation({
      method: 'DELETE',
      path: '/hooks/:id',
      scopes: ['delete:hooks'],
      summary: 'Delete a Hook',
      async handle({ params }) {
        await deleteHook(ports, params.id ?? '')
        return { status: 204 }
      },
    }),
    ...hookSecretOperations(ports),
  ]
}
