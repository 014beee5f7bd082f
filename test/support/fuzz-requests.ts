import { toJsonSchema } from '@valibot/to-json-schema'
import fc from 'fast-check'
import type * as v from 'valibot'
import type { JsonObject, JsonValue } from '../../functions/core/json.ts'
import type { Operation, Schema } from '../../functions/management/operation.ts'
import { bodiesFrom, type FuzzBody } from './fuzz-bodies.ts'
import { SECRETS_GIVEN } from './fuzz-known.ts'
import { ODD_IDS, ODD_PAIRS } from './fuzz-odd.ts'
import { valuesOf } from './fuzz-values.ts'

/** One request, as far as it can be said before the tenant is there. */
export interface FuzzRequest {
  /** Its place in the table of operations. */
  operation: number
  /** Which of the things that exist, or what stands in the path instead of their ids. */
  at: number | string[]
  query: string
  body: FuzzBody
}

const NO_BODY: FuzzBody = { contentType: undefined, text: '', encoding: 'utf8' }

/** Requests for every operation, between right and arbitrary. */
export function fuzzRequests(operations: readonly Operation[]): fc.Arbitrary<FuzzRequest> {
  return fc.oneof(...operations.map(requestsFor))
}

function requestsFor(operation: Operation, place: number): fc.Arbitrary<FuzzRequest> {
  const parameters = operation.path.match(/:\w+/g) ?? []
  const oddIds = fc.array(fc.constantFrom(...ODD_IDS), {
    minLength: parameters.length,
    maxLength: parameters.length,
  })
  const known = { weight: 6, arbitrary: fc.nat(1000) }
  return fc.record({
    operation: fc.constant(place),
    at: parameters.length === 0 ? fc.constant(0) : fc.oneof(known, oddIds),
    query: queriesFor(operation),
    body: bodiesFor(operation),
  })
}

function bodiesFor({ body, method }: Operation): fc.Arbitrary<FuzzBody> {
  if (body !== undefined) return bodiesFrom(bodyValues(body))
  if (method === 'GET') return fc.constant(NO_BODY)
  const ignored = bodiesFrom(fc.constant({}))
  return fc.oneof({ weight: 4, arbitrary: fc.constant(NO_BODY) }, ignored)
}

function bodyValues(schema: Schema): fc.Arbitrary<JsonValue> {
  const described = jsonSchema(schema)
  const values = valuesOf(described)
  return described.properties === undefined
    ? fc.oneof(fc.constantFrom(...SECRETS_GIVEN), values)
    : values
}

function queriesFor({ query }: Operation): fc.Arbitrary<string> {
  const odd = fc.oneof(
    fc.constantFrom(...ODD_PAIRS),
    fc.tuple(fc.string(), fc.string({ unit: 'binary' })).map(([name, value]) => pair(name, value)),
  )
  const right = query === undefined ? fc.constant([]) : rightPairs(jsonSchema(query))
  const mixed = fc
    .tuple(right, fc.array(odd, { maxLength: 2 }), fc.boolean())
    .map(([pairs, more, again]) => [...pairs, ...more, ...(again ? pairs.slice(0, 1) : [])])
  const none = { weight: 2, arbitrary: fc.constant([]) }
  return fc
    .oneof(none, { weight: 4, arbitrary: right }, mixed)
    .map((pairs: readonly string[]) => pairs.join('&'))
}

/** A few of the parameters. */
function rightPairs(schema: JsonObject): fc.Arbitrary<string[]> {
  return fc
    .tuple(valuesOf(schema), fc.nat(1000), fc.integer({ min: 1, max: 3 }))
    .map(([values, from, count]) => {
      const pairs = Object.entries(values as JsonObject).flatMap(([name, value]) =>
        [value].flat().map((each) => pair(name, String(each))),
      )
      const first = pairs.length === 0 ? 0 : from % pairs.length
      return pairs.slice(first, first + count)
    })
}

function pair(name: string, value: string): string {
  return [name, value].map((part) => encodeURIComponent(part.toWellFormed())).join('=')
}

function jsonSchema(schema: Schema): JsonObject {
  const options = { typeMode: 'input', errorMode: 'ignore' } as const
  return toJsonSchema(schema as v.GenericSchema<unknown, unknown>, options) as JsonObject
}
