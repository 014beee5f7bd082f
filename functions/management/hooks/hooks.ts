import { readEnabledHooks } from '../../core/hook-enablement.ts'
import type { Hook, HookChange } from '../../core/hook-model.ts'
import { createHookId } from '../../core/ids.ts'
import type { DraftRunner } from '../../core/ports/draft-runner.ts'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import { deploymentKey, hookKey } from '../../core/record-keys.ts'
import { createHookBody, listHooksQuery, updateHookBody } from '../contract/hooks.ts'
import { fieldsQuery } from '../contract/list-query.ts'
import { listRecords } from '../list-records.ts'
import { type Operation, operation } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { answerHook } from './answer-hook.ts'
import { createHook } from './create-hook.ts'
import { deleteHook } from './delete-hook.ts'
import { finishDeletions } from './finish-deletions.ts'
import type { HookLifecyclePorts } from './hook-lifecycle.ts'
import { readAnswer } from './read-answer.ts'
import { readIfMatch } from './read-if-match.ts'
import { readStatus } from './read-status.ts'
import { refuseBuild } from './refuse-build.ts'
import { hookSecretOperations } from './secrets.ts'
import { showHook } from './show-hook.ts'
import { hookTestOperations } from './test-hook-operations.ts'
import { updateHook } from './update-hook.ts'
import { hookVersionOperations } from './versions.ts'

/** `/hooks`, their secrets, versions and tests. */
export function hookOperations(
  ports: HookLifecyclePorts & { secrets: SecretStore; drafts: DraftRunner },
): Operation[] {
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
        const show = (hook: Hook) => showHook({ hook, enabled: enabledHooks.has(hook.id) })
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
        await finishDeletions(ports)
        return answerHook(store, 201, created, true)
      },
    }),
    operation({
      method: 'GET',
      path: '/hooks/:id',
      scopes: ['read:hooks'],
      summary: 'Get a Hook',
      query: fieldsQuery,
      async handle({ params, query }) {
        const { id } = params
        const hook = await readAnswer(store, id)
        const [deployment] = await store.read([deploymentKey(id)])
        const shown = showHook({ ...hook, deployment: deployment?.value })
        return { status: 200, body: pickFields(shown, query) }
      },
    }),
    operation({
      method: 'GET',
      path: '/hooks/:id/status',
      scopes: ['read:hooks'],
      summary: 'Get the Status of a Hook',
      async handle({ params }) {
        return { status: 200, body: await readStatus(ports, params.id) }
      },
    }),
    operation({
      method: 'PATCH',
      path: '/hooks/:id',
      scopes: ['update:hooks'],
      summary: 'Update a Hook',
      body: updateHookBody,
      takesForm: true,
      async handle({ params, body, http }) {
        const { timeout_ms, after_callback_ms, ...given } = body
        const ifMatch = readIfMatch(http)
        const change = { ...given, timeoutMs: timeout_ms, afterCallbackMs: after_callback_ms }
        const update = updateHook(ports, params.id, change, ifMatch)
        return answerHook(store, 200, await update.catch(refuseBuild), isWarned(given))
      },
    }),
    operation({
      method: 'DELETE',
      path: '/hooks/:id',
      scopes: ['delete:hooks'],
      summary: 'Delete a Hook',
      async handle({ params }) {
        await deleteHook(ports, params.id)
        await finishDeletions(ports)
        return { status: 204 }
      },
    }),
    ...hookSecretOperations(ports),
    ...hookVersionOperations(ports),
    ...hookTestOperations(ports),
  ]
}

/** Of other code, and when it begins to run. */
function isWarned({ script, dependencies, enabled }: HookChange): boolean {
  return script !== undefined || dependencies !== undefined || enabled === true
}
