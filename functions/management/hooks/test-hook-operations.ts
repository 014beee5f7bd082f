import type { Clock } from '../../core/ports/clock.ts'
import type { DraftRunner } from '../../core/ports/draft-runner.ts'
import type { HookBuilder } from '../../core/ports/hook-builder.ts'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { testHookBody, testScriptBody } from '../contract/hook-tests.ts'
import { type Operation, operation } from '../operation.ts'
import { savedDraft, unsavedDraft } from './draft-source.ts'
import { refuseBuild } from './refuse-build.ts'
import { testHook } from './test-hook.ts'

/** Tests of hooks, saved or not: what a token would be, without saving or enabling anything. */
export function hookTestOperations(ports: {
  store: TenantStore
  secrets: SecretStore
  builder: HookBuilder
  drafts: DraftRunner
  clock: Clock
}): Operation[] {
  return [
    operation({
      method: 'POST',
      path: '/hooks/test',
      scopes: ['update:hooks'],
      summary: 'Test a Script',
      body: testScriptBody,
      async handle({ caller, http, body }) {
        const tested = testHook(ports, unsavedDraft(body), body.payload, { caller, http })
        return { status: 200, body: await tested.catch(refuseBuild) }
      },
    }),
    operation({
      method: 'POST',
      path: '/hooks/:id/test',
      scopes: ['update:hooks'],
      summary: 'Test a Hook',
      body: testHookBody,
      async handle({ caller, http, params, body }) {
        const draft = await savedDraft(ports, params.id, body)
        const tested = testHook(ports, draft, body.payload, { caller, http })
        return { status: 200, body: await tested.catch(refuseBuild) }
      },
    }),
  ]
}
