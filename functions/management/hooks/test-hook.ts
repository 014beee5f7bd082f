import type { Clock } from '../../core/ports/clock.ts'
import type { DraftRunner } from '../../core/ports/draft-runner.ts'
import type { HookBuilder } from '../../core/ports/hook-builder.ts'
import type { TenantStore } from '../../core/ports/tenant-store.ts'
import type { Served } from '../apis/served-api-key.ts'
import type { HookTestPayload } from '../contract/hook-test-payload.ts'
import type { HookTestResult } from '../contract/hook-tests.ts'
import { draftEvent } from './draft-event.ts'
import { readDraftExchange } from './draft-exchange.ts'
import { draftResult } from './draft-result.ts'
import type { HookDraft } from './draft-source.ts'
import { draftWarnings } from './draft-warnings.ts'

/**
 * Runs a draft on a payload and says what would become of a token; nothing of it is kept.
 * Throws `HookBuildError`, `HookCapacityError`, and a 404 for an unknown client.
 */
export async function testHook(
  ports: { store: TenantStore; builder: HookBuilder; drafts: DraftRunner; clock: Clock },
  draft: HookDraft,
  payload: HookTestPayload,
  served: Served,
): Promise<HookTestResult> {
  const exchange = await readDraftExchange(ports.store, payload, served) //        1
  const built = await ports.builder.build(draft.source) //                         2
  const outcome = await ports.drafts.run(built, draftEvent(draft, exchange, payload)) // 3
  return {
    ...draftResult(outcome, exchange, ports.clock.now()), //                       4
    packages: built.packages,
    warnings: draftWarnings(draft, built, exchange, outcome),
  }
}
