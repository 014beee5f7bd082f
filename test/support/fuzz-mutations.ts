import fc from 'fast-check'
import type { JsonValue } from '../../functions/core/json.ts'

interface Mutation {
  how: 'replace' | 'add' | 'remove' | 'wrap' | 'rename'
  /** Which of the value's places, counted through. */
  at: number
  name: string
  value: JsonValue
}

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'id', 'name', 'unknown', '']

const VALUES: readonly JsonValue[] = [
  null,
  true,
  false,
  '',
  'true',
  0,
  -0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  -1e308,
  [],
  {},
  [[]],
  [null],
  { a: null },
  { length: 1 },
  '\u0000',
  'a\u0007b',
  '\ud800',
  '\udfff\ud800',
  'e\u0301\u202e\u2028',
  '__proto__',
  '_VALUE_NOT_SHOWN_',
  '<script>',
  '../..',
  '9999-99-99T99:99:99Z',
  '+275760-09-13T00:00:00.000Z',
  'https://fuzz.example/api/v2/',
  'x'.repeat(300),
  'é'.repeat(400),
  '💩'.repeat(5000),
  'x'.repeat(70_000),
  nested(31),
  nested(40),
  Array(1100).fill('x'),
  Object.fromEntries(Array.from({ length: 300 }, (_, place) => [`p${place}`, 'x'])),
]

/** What may happen to a value. */
export const MUTATIONS: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    how: fc.constantFrom('replace', 'replace', 'replace', 'add', 'remove', 'wrap', 'rename'),
    at: fc.nat(1000),
    name: fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'binary', maxLength: 20 })),
    value: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
      fc.jsonValue() as fc.Arbitrary<JsonValue>,
    ),
  }) as fc.Arbitrary<Mutation>,
  { minLength: 1, maxLength: 3 },
)

/** The value after these changes, one after the other. */
export function mutate(value: JsonValue, mutations: readonly Mutation[]): JsonValue {
  const holder = { root: structuredClone(value) }
  for (const mutation of mutations) change(holder, mutation)
  return holder.root ?? null
}

function change(holder: object, { how, at, name, ...given }: Mutation): void {
  const value = structuredClone(given.value)
  const places = placesIn(holder)
  const [container, key] = places[at % places.length] ?? [holder, 'root']
  const before: unknown = Reflect.get(container, key)
  if (how === 'replace') define(container, key, value)
  else if (how === 'wrap') define(container, key, [before])
  else if (how === 'add') define(isContainer(before) ? before : container, name, value)
  else if (container !== holder) {
    Reflect.deleteProperty(container, key)
    if (how === 'rename') define(container, name, before)
  }
}

type Place = [container: object, key: string]

function placesIn(container: object): Place[] {
  return Object.entries(container).flatMap(([key, value]): Place[] => [
    [container, key],
    ...(isContainer(value) ? placesIn(value) : []),
  ])
}

/** As `JSON.parse` does: `__proto__` is a property like any other. */
function define(container: object, key: string, value: unknown): void {
  const at = Array.isArray(container) && !/^\d+$/.test(key) ? String(container.length) : key
  const settings = { value, enumerable: true, configurable: true, writable: true }
  Object.defineProperty(container, at, settings)
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function nested(depth: number): JsonValue {
  return depth === 0 ? 'deep' : { a: nested(depth - 1) }
}
