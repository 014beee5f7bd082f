import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './read-document.ts'

/** Makes a folder look like a clone of the project with its packages installed: links, nothing is copied. */
export function stageProject(folder: string): void {
  const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' })
  const entries = new Set(tracked.split('\n').map((path) => path.split('/', 1)[0] ?? ''))
  for (const entry of [...entries, 'node_modules']) {
    if (entry !== '') symlinkSync(join(ROOT, entry), join(folder, entry))
  }
}
