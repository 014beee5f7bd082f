import type { HookCode } from './hook-source.ts'

interface Side {
  label: string
  dependencies: HookCode['dependencies']
}

/** Says which packages two codes declare, when these are not the same. */
export function PackageDifference({ before, after }: { before: Side; after: Side }) {
  const [one, other] = [listOf(before), listOf(after)]
  if (one === other) return null
  return (
    <p class="small">
      Declared packages: {before.label}: <code>{one}</code>. {after.label}: <code>{other}</code>.
    </p>
  )
}

function listOf({ dependencies }: Side): string {
  const lines = Object.entries(dependencies).map(([name, wanted]) => `${name} ${wanted}`)
  return lines.sort().join(', ') || 'none'
}
