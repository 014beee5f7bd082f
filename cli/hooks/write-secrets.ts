import type { Session } from '../session/open-session.ts'

/** Adds secrets to a hook, or replaces their values. Gives the names that were new, and the others. */
export async function writeSecrets(
  { tenant }: Session,
  hookId: string,
  secrets: Record<string, string>,
): Promise<{ added: string[]; changed: string[] }> {
  if (Object.keys(secrets).length === 0) return { added: [], changed: [] }
  const known = await tenant.hooks.secrets(hookId)
  const isKnown = ([name]: [string, string]) => Object.hasOwn(known, name)
  const entries = Object.entries(secrets)
  const changed = Object.fromEntries(entries.filter(isKnown))
  const added = Object.fromEntries(entries.filter((entry) => !isKnown(entry)))
  if (Object.keys(added).length > 0) await tenant.hooks.addSecrets(hookId, added)
  if (Object.keys(changed).length > 0) await tenant.hooks.changeSecrets(hookId, changed)
  return { added: Object.keys(added), changed: Object.keys(changed) }
}
