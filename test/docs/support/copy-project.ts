import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './read-document.ts'

/** Makes a folder what a clone of the project is, as it is here and now, with its packages installed. */
export function copyProject(folder: string): void {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const names = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' }).split('\0')
  for (const name of names) {
    if (name !== '' && existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(folder, name))
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
}
