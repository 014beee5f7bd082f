import { isJsonObject, type JsonValue } from '../../functions/core/json.ts'
import type { Operation } from '../../functions/management/operation.ts'

/** What a list or an answer names a thing by. */
const IDS = ['id', 'kid', 'client_id', 'log_id', 'version', 'number']

/**
 * The paths of what exists, as far as answers told. `isOff` keeps things out of harm's way by their
 * ids: the caller's own.
 */
export function createFuzzPlaces(isOff: (item: Record<string, unknown>) => boolean) {
  /** Concrete paths by their pattern, parameters as `:`. */
  const known = new Map<string, Set<string>>()

  return {
    /** What the answer of an operation at a concrete path tells of things below it. */
    learn({ path: pattern }: Operation, path: string, body: JsonValue | undefined): void {
      const lists = isJsonObject(body) ? Object.values(body).filter(Array.isArray) : []
      const items = Array.isArray(body) ? body : [body, ...lists.flat()]
      for (const item of items) {
        if (!isJsonObject(item) || isOff(item)) continue
        const id = IDS.map((name) => item[name]).find((each) => each !== undefined)
        if (typeof id === 'string' || typeof id === 'number')
          add(`${asPattern(pattern)}/:`, `${path}/${encodeURIComponent(String(id).toWellFormed())}`)
      }
    },
    /** The path of an operation on one of the things that it could be about. */
    pathOf({ path }: Operation, at: number | readonly string[]): string {
      if (typeof at !== 'number') {
        let place = 0
        return path.replace(/:\w+/g, () => at[place++] ?? '')
      }
      const [, upToLast = '', rest = ''] = /^(.*:\w+|)(.*)$/.exec(path) ?? []
      if (upToLast === '') return path
      const all = [...(known.get(asPattern(upToLast)) ?? [])]
      return (all[at % all.length] ?? upToLast.replace(/:\w+/g, 'none')) + rest
    },
  }

  function add(pattern: string, path: string): void {
    const paths = known.get(pattern) ?? new Set<string>()
    known.set(pattern, paths.add(path))
  }
}

function asPattern(path: string): string {
  return path.replace(/:\w+/g, ':')
}
