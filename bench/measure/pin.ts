import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Where a process may run: on the server's core, on the load generator's, or wherever it likes. */
export type Place = 'server core' | 'load core' | 'anywhere'

const CORES: Record<Place, string | undefined> = {
  'server core': '0',
  'load core': '1',
  anywhere: undefined,
}

/** Whether this machine can hold a process on a core: `taskset` and two cores. */
export const canPin = availableParallelism() > 1 && hasTaskset()

/** The command line that runs Node at a place; children of the process inherit it. */
export function nodeCommand(place: Place, args: string[]): [command: string, args: string[]] {
  const core = CORES[place]
  if (core === undefined || !canPin) return [process.execPath, args]
  return ['taskset', ['--cpu-list', core, process.execPath, ...args]]
}

function hasTaskset(): boolean {
  return spawnSync('taskset', ['--version']).status === 0
}
