import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { HookSourceAnswer } from '../../functions/management/contract/answers.ts'

/** A unified diff of two versions: of their scripts, and of their packages, one a line. */
export function compareVersions(
  hookName: string,
  before: HookSourceAnswer,
  after: HookSourceAnswer,
): string {
  const parts = [
    [`${hookName}.js`, before.script, after.script],
    [`${hookName} packages`, listPackages(before), listPackages(after)],
  ] as const
  return parts
    .filter(([, old, now]) => old !== now)
    .map(([name, old, now]) => {
      const titles = [before, after].map(({ version }) => `${name} (version ${version})`) as [
        string,
        string,
      ]
      return createTwoFilesPatch(...titles, old, now, undefined, undefined, {
        headerOptions: FILE_HEADERS_ONLY,
      })
    })
    .join('')
}

/** Each as it was declared and as it was taken. */
function listPackages({ dependencies, packages }: HookSourceAnswer): string {
  const declared = Object.entries(dependencies).map(([name, range]) => `declared ${name} ${range}`)
  const taken = packages.map(({ name, version }) => `taken    ${name} ${version}`)
  return [...declared, ...taken].map((line) => `${line}\n`).join('')
}
