import type { HookVersion } from './hook-model.ts'

/** Versions of a hook that are recorded, and those of them that stay deployed. */
export const RECORDED = 50
export const DEPLOYED = 10
/** A token that was on its way when the pin moved finds its version. */
export const UNPINNED_MS = 15 * 60_000

/** A hook's versions, newest first, and which of them nothing may remove. */
export interface KnownVersions {
  versions: readonly HookVersion[]
  /** Numbers: the pinned one, the hook's own. */
  needed: ReadonlySet<number>
}

/** Which versions' records go: the oldest beyond 50, unless they are needed or were until just now. */
export function findForgotten({ versions, needed }: KnownVersions, now: number): HookVersion[] {
  const surplus = Math.max(0, versions.length - RECORDED)
  const isFree = (known: HookVersion) =>
    !needed.has(known.version) && !wasPinned(known.unpinnedAt, now)
  return versions.filter(isFree).reverse().slice(0, surplus)
}

/** What stays deployed: the 10 newest, those needed, and all that was pinned in the last 15 minutes. */
export function findDeployed({ versions, needed }: KnownVersions, now: number): string[] {
  const kept = versions.filter(
    ({ version, unpinnedAt }, place) =>
      place < DEPLOYED || needed.has(version) || wasPinned(unpinnedAt, now),
  )
  const former = versions.flatMap((known) => recentFormer(known, now))
  return [...new Set([...kept, ...former].map(({ versionArn }) => versionArn))]
}

/** What else of a version was pinned in the last 15 minutes. */
function recentFormer(
  { former = [] }: HookVersion,
  now: number,
): NonNullable<HookVersion['former']> {
  return former.filter(({ unpinnedAt }) => wasPinned(unpinnedAt, now))
}

/** A version after it was built again: what was deployed of it stays for those who have its pin. */
export function withFormer(
  rebuilt: HookVersion,
  known: HookVersion,
  isPinned: boolean,
  now: number,
): HookVersion {
  const former = recentFormer(known, now)
  const unpinnedAt = isPinned ? now : known.unpinnedAt
  if (rebuilt.versionArn !== known.versionArn && wasPinned(unpinnedAt, now)) {
    former.push({ versionArn: known.versionArn, unpinnedAt: unpinnedAt ?? now })
  }
  return { ...rebuilt, ...(former.length > 0 && { former }) }
}

function wasPinned(unpinnedAt: number | undefined, now: number): boolean {
  return unpinnedAt !== undefined && now - unpinnedAt < UNPINNED_MS
}
