import { readdirSync, readFileSync } from 'node:fs'
import { hookProcesses } from '../../support/hook-processes.ts'
import type { StartedServer } from '../../support/start-local.ts'

/** What a server takes of its machine. */
export interface Measure {
  residentMb: number
  descriptors: number
  /** Of hooks, of any life of the server. */
  processes: number
  /** In the data folder. */
  files: number
}

/** Linux only. */
export function measureServer({ process: { pid }, dataDir }: StartedServer): Measure {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const residentKb = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1])
  const entries = readdirSync(dataDir, { recursive: true, withFileTypes: true })
  return {
    residentMb: Math.round(residentKb / 1024),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    processes: hookProcesses(dataDir).length,
    files: entries.filter((entry) => entry.isFile()).length,
  }
}

export function describeMeasure({ residentMb, descriptors, processes, files }: Measure): string {
  return `${residentMb} MB, ${descriptors} descriptors, ${processes} hook processes, ${files} files`
}
