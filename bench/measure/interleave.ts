import type { Contender, ContenderName, RunningServer } from '../contenders/contender.ts'
import { type LoadGenerator, startLoadGenerator } from '../load/load-generator.ts'
import { measureRound, type Round, type RoundLength } from './measure-round.ts'
import type { Place } from './pin.ts'

/** A contender at a place under a load. */
export interface Entry {
  contender: Contender
  place: Extract<Place, 'server core' | 'anywhere'>
  concurrency: number
}

export interface Plan {
  rounds: number
  warmupSeconds: number
  seconds: number
}

/**
 * The rounds of every entry, in the entries' order; round n of all of them lies close in time. What
 * a server does first, before its code is compiled, is not among them.
 */
export async function interleave(entries: Entry[], plan: Plan): Promise<Round[][]> {
  const servers = new Map<string, RunningServer>()
  const loads: Record<Entry['place'], LoadGenerator> = {
    'server core': startLoadGenerator('load core'),
    anywhere: startLoadGenerator('anywhere'),
  }
  const rounds: Round[][] = entries.map(() => [])
  try {
    for (const entry of entries) {
      const id = serverId(entry)
      if (servers.has(id)) continue
      const server = await entry.contender.start(entry.place)
      servers.set(id, server)
      await measureRound(entry.contender, server, loads[entry.place], { ...plan, ...entry })
    }
    for (let round = 0; round < plan.rounds; round++) {
      process.stderr.write(`Round ${round + 1} of ${plan.rounds}\n`)
      for (let turn = 0; turn < entries.length; turn++) {
        const place = (turn + round) % entries.length
        const entry = entries[place]
        const server = entry && servers.get(serverId(entry))
        if (entry === undefined || server === undefined) throw new Error('No server for an entry')
        const length: RoundLength = { ...plan, concurrency: entry.concurrency }
        rounds[place]?.push(await measureRound(entry.contender, server, loads[entry.place], length))
      }
    }
  } finally {
    for (const load of Object.values(loads)) load.close()
    await Promise.all([...servers.values()].map((server) => server.stop()))
  }
  return rounds
}

function serverId({ contender, place }: Entry): `${ContenderName} ${Place}` {
  return `${contender.name} ${place}`
}
