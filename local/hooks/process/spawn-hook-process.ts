import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HOOK_HEAP_MB } from '../../../functions/processes/hook-process-limits.ts'

const ENTRY = realpathSync(fileURLToPath(new URL('./hook-process-main.mjs', import.meta.url)))
/** Of each half of V8's young generation: an event's garbage stays in the processor's cache. */
const SEMI_SPACE_MB = 1

let dieWithParent: string[] | undefined

/**
 * Starts Node on a version's folder (absolute, without symbolic links): it may read that folder
 * only, start nothing, and sees no environment. Its own process group, so that all of it can be
 * killed; file descriptor 3 is the channel, stderr a pipe. Throws when spawning does.
 */
export function spawnHookProcess(folder: string): ChildProcess {
  dieWithParent ??= findDieWithParent()
  const command = [
    ...(dieWithParent ?? []),
    process.execPath,
    '--permission',
    // It opens any file: the permission model of Node 24 does not bind it.
    '--no-experimental-sqlite',
    `--allow-fs-read=${folder}/`,
    `--allow-fs-read=${ENTRY}`,
    `--max-old-space-size=${HOOK_HEAP_MB}`,
    `--max-semi-space-size=${SEMI_SPACE_MB}`,
    ENTRY,
  ]
  return spawn(command[0] ?? process.execPath, command.slice(1), {
    cwd: folder,
    env: {},
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
}

/**
 * On Linux, what to put before a command so that the kernel kills it when this process dies: a
 * hook in an endless loop never notices that its channel closed. Nothing where there is no
 * `setpriv` that can do it; undefined when that could not be tried.
 */
function findDieWithParent(): string[] | undefined {
  if (process.platform !== 'linux') return []
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/bin']
  const setpriv = folders.map((folder) => join(folder, 'setpriv')).find((file) => existsSync(file))
  if (setpriv === undefined) return []
  const command = [setpriv, '--pdeathsig', 'KILL', '--']
  const tried = spawnSync(setpriv, [...command.slice(1), setpriv, '--version'], { timeout: 5_000 })
  if (tried.error) return undefined
  return tried.status === 0 ? command : []
}
