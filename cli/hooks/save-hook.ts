import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { usageError } from '../cli-error.ts'
import type { Session } from '../session/open-session.ts'
import { uninterrupted } from '../terminal/cancellation.ts'
import { awaitDeployment } from './await-deployment.ts'
import { hookName } from './find-hook.ts'
import type { Trigger } from './trigger-option.ts'
import { writeSecrets } from './write-secrets.ts'

/** A hook as it should be. */
export interface WantedHook {
  name: string
  type: Trigger
  script: string
  /** Left as they are when there are none. */
  dependencies: Record<string, string>
  secrets: Record<string, string>
}

/**
 * Creates a hook, always disabled, or updates the one of that name, whose state stays. Either all of
 * it happens or nothing: a hook whose secrets are refused is removed again.
 */
export async function saveHook(
  session: Session,
  wanted: WantedHook,
): Promise<{ hook: HookAnswer; isNew: boolean }> {
  const known = await findKnown(session, wanted)
  return uninterrupted(async () => {
    const saved = known ? await update(session, known, wanted) : await create(session, wanted)
    const { warnings } = saved
    const hook = await awaitDeployment(session, saved)
    return { hook: { ...hook, ...(warnings && { warnings }) }, isNew: known === undefined }
  })
}

async function findKnown({ tenant }: Session, { name, type }: WantedHook) {
  const known = (await tenant.hooks.list()).find((hook) => hook.name === hookName(name))
  if (known === undefined || known.triggerId === type) return known
  throw usageError(
    `Hook ${known.name} exists but is of type ${known.triggerId}. Please specify a different name using --name parameter to avoid a conflict.`,
  )
}

/** The secrets first: what runs meanwhile only knows more than it asks for. */
async function update(session: Session, known: HookAnswer, wanted: WantedHook) {
  const { script, dependencies, secrets } = wanted
  await writeSecrets(session, known.id, secrets)
  return session.tenant.hooks.update(known.id, {
    script,
    ...(Object.keys(dependencies).length > 0 && { dependencies }),
  })
}

async function create(session: Session, { name, type, script, dependencies, secrets }: WantedHook) {
  const { hooks } = session.tenant
  const made = await hooks.create({ name, triggerId: type, script, dependencies })
  try {
    await writeSecrets(session, made.id, secrets)
  } catch (error) {
    await hooks.remove(made.id)
    throw error
  }
  return made
}
