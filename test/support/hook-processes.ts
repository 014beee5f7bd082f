import { readdirSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** The ids of the hook processes over folders that begin so, whatever they call themselves. Linux only. */
export function hookProcesses(folder: string): number[] {
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return ids.filter((id) => folderOf(id).startsWith(folder))
}

/** Waits until a condition holds; fails after `limitMs` with what it was about. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 8_000,
): Promise<void> {
  const limit = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`Not within ${limitMs} ms: ${what}`)
    await delay(20)
  }
}

function folderOf(id: number): string {
  try {
    return readlinkSync(`/proc/${id}/cwd`)
  } catch {
    return ''
  }
}
