import { isJsonObject, type JsonObject } from '../core/json.ts'

/**
 * PATCH as the original did it: a property replaces the one before, a `null` removes it; the one
 * that is merged does so by key, a `null` deleting one.
 */
export function mergeProperties(
  before: JsonObject,
  changes: JsonObject,
  mergedProperty?: string,
): JsonObject {
  const after = new Map(Object.entries(before))
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue
    if (value === null) after.delete(name)
    else if (name === mergedProperty && isJsonObject(value)) {
      const known = after.get(name)
      after.set(name, mergeProperties(isJsonObject(known) ? known : {}, value))
    } else after.set(name, value)
  }
  return Object.fromEntries(after)
}
