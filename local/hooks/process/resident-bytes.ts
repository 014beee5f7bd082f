import { readFileSync } from 'node:fs'

/**
 * How much memory a process holds, Buffers included; undefined when it is gone or this is not
 * Linux.
 */
export function residentBytes(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}
