import type { JsonObject } from '../core/json.ts'

/** The properties that `fields` names, or all but those with `include_fields=false`. */
export function pickFields(
  value: JsonObject,
  query: { fields?: string | undefined; include_fields?: boolean | undefined } | undefined,
): JsonObject {
  if (query?.fields === undefined || query.fields === '') return value
  const names = new Set(query.fields.split(','))
  const isKept = (name: string) => names.has(name) === (query.include_fields ?? true)
  return Object.fromEntries(Object.entries(value).filter(([name]) => isKept(name)))
}
