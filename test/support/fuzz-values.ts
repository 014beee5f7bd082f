import fc from 'fast-check'
import type { JsonObject, JsonValue } from '../../functions/core/json.ts'
import { WELL_KNOWN } from './fuzz-known.ts'

const MAX_STRING = 60
const MAX_ITEMS = 3

/**
 * Values that a JSON Schema describes, as far as it does. Properties of a well-known name mostly have
 * a value that leads on, past what a schema can say.
 */
export function valuesOf(schema: JsonObject): fc.Arbitrary<JsonValue> {
  const { const: only, enum: choices, anyOf, allOf, not } = schema
  if (not !== undefined) return fc.constant(null)
  if (only !== undefined) return fc.constant(only)
  if (Array.isArray(choices)) return fc.constantFrom(...choices)
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map((each) => valuesOf(each as JsonObject)))
  if (Array.isArray(allOf)) return valuesOf(Object.assign({}, ...allOf))
  switch (schema.type) {
    case 'string':
      return texts(schema)
    case 'integer':
      return fc.integer({ min: numberOr(schema.minimum, 0), max: numberOr(schema.maximum, 1e6) })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const minLength = numberOr(schema.minItems, 0)
      return fc.array(valuesOf((schema.items ?? {}) as JsonObject), {
        minLength,
        maxLength: minLength + MAX_ITEMS,
      })
    }
    case 'object':
      return objects(schema)
    default:
      return fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>
  }
}

function objects(schema: JsonObject): fc.Arbitrary<JsonObject> {
  const properties = (schema.properties ?? {}) as Record<string, JsonObject>
  const required = (schema.required ?? []) as string[]
  const possible = Object.entries(properties).filter(([, { not }]) => not === undefined)
  const declared = fc.record(
    Object.fromEntries(possible.map(([name, each]) => [name, valuesOfProperty(name, each)])),
    { requiredKeys: required },
  ) as fc.Arbitrary<JsonObject>
  const others = schema.additionalProperties
  if (typeof others !== 'object' || others === null) return declared
  const names = valuesOf((schema.propertyNames ?? { type: 'string' }) as JsonObject)
  const free = fc.dictionary(names as fc.Arbitrary<string>, valuesOf(others as JsonObject), {
    minKeys: required.length === 0 ? 1 : 0,
    maxKeys: MAX_ITEMS,
  })
  return fc.tuple(declared, free).map(([one, other]) => ({ ...other, ...one }))
}

function valuesOfProperty(name: string, schema: JsonObject): fc.Arbitrary<JsonValue> {
  const known = WELL_KNOWN[name]
  if (known === undefined) return valuesOf(schema)
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, valuesOf(schema))
}

function texts(schema: JsonObject): fc.Arbitrary<string> {
  if (schema.format === 'date-time') {
    return fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString())
  }
  const minLength = numberOr(schema.minLength, 0)
  const maxLength = Math.min(numberOr(schema.maxLength, MAX_STRING), minLength + MAX_STRING)
  const anything = fc.string({ unit: 'grapheme', minLength, maxLength })
  if (typeof schema.pattern !== 'string') return anything
  const pattern = new RegExp(schema.pattern, 'u')
  // The generator of matches knows no Unicode properties; those patterns refuse but a few characters.
  if (/\\p\{|^\^\[\^/i.test(schema.pattern)) {
    return anything.filter((text) => pattern.test(text) && text.length <= maxLength)
  }
  return fc.stringMatching(new RegExp(schema.pattern))
}

function numberOr(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
