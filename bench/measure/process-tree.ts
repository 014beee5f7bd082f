import { readdirSync, readFileSync } from 'node:fs'

/** What a server and all its children have used and hold; undefined where there is no `/proc`. */
export interface TreeUse {
  cpuMs: number
  rssBytes: number
  processes: number
}

interface Stat {
  pid: number
  parent: number
  cpuTicks: number
  rssPages: number
}

/** Both are the same on every Linux that Node runs on here. */
const TICK_MS = 10
const PAGE_BYTES = 4096

/** Reads `/proc`; processor time of children that have ended counts for their parent. */
export function readTreeUse(root: number): TreeUse | undefined {
  if (process.platform !== 'linux') return undefined
  const family = descendants(root, allProcesses())
  const sum = (pick: (stat: Stat) => number) => family.reduce((all, stat) => all + pick(stat), 0)
  return {
    cpuMs: sum(({ cpuTicks }) => cpuTicks) * TICK_MS,
    rssBytes: sum(({ rssPages }) => rssPages) * PAGE_BYTES,
    processes: family.length,
  }
}

function allProcesses(): Stat[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(readStat).filter((stat) => stat !== undefined)
}

/** See proc(5): behind the name in parentheses, field 3 is the first. */
function readStat(pid: string): Stat | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    const field = (number: number) => Number(fields[number - 3])
    const cpuTicks = field(14) + field(15) + field(16) + field(17)
    return { pid: Number(pid), parent: field(4), cpuTicks, rssPages: field(24) }
  } catch {
    return undefined // It has ended since the folder was listed.
  }
}

function descendants(root: number, all: Stat[]): Stat[] {
  const family = all.filter(({ pid }) => pid === root)
  for (const { pid } of family) family.push(...all.filter(({ parent }) => parent === pid))
  return family
}
