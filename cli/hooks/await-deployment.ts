import { setTimeout } from 'node:timers/promises'
import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { CliError } from '../cli-error.ts'
import type { Session } from '../session/open-session.ts'
import { showProgress } from '../terminal/show-progress.ts'

const POLL_MS = 1_000
/** A build and a deployment have five minutes each. */
const PATIENCE_MS = 10 * 60_000

/** A save may be answered before its version is ready: waits until it is, or has failed. */
export async function awaitDeployment(session: Session, saved: HookAnswer): Promise<HookAnswer> {
  if (saved.deployment === undefined) return saved
  return showProgress(`Deploying ${saved.name}`, poll(session, saved))
}

async function poll({ tenant }: Session, saved: HookAnswer): Promise<HookAnswer> {
  const deadline = performance.now() + PATIENCE_MS
  let hook = saved
  while (hook.deployment !== undefined) {
    const { phase, error } = hook.deployment
    if (phase === 'failed') {
      const place = error?.line === undefined ? '' : `, line ${error.line}`
      const why = error?.message ?? 'no reason was given'
      throw new CliError('bad_request', `${hook.name} was not deployed${place}: ${why}`)
    }
    if (performance.now() > deadline) {
      throw new CliError('timeout', `${hook.name} is still ${phase} after ten minutes.`, {
        hint: 'hookmint doctor shows how it ended.',
      })
    }
    await setTimeout(POLL_MS)
    hook = await tenant.hooks.get(hook.id)
  }
  return hook
}
