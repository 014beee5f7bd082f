import fc from 'fast-check'
import { MAX_MANAGEMENT_REQUEST_BYTES } from '../../functions/core/http.ts'
import type { JsonObject, JsonValue } from '../../functions/core/json.ts'
import { MUTATIONS, mutate } from './fuzz-mutations.ts'

/** A body as it is sent. */
export interface FuzzBody {
  contentType: string | undefined
  text: string
  /** Of the text's bytes: `latin1` makes what is no UTF-8. */
  encoding: 'utf8' | 'latin1'
  /** How often the text stands there; once when absent. */
  times?: number
}

const JSON_TYPE = 'application/json'

const TYPES = [
  JSON_TYPE,
  'application/json; charset=utf-16',
  'APPLICATION/X-WWW-FORM-URLENCODED',
  'application/x-www-form-urlencoded-not',
  'multipart/form-data; boundary=x',
  'text/plain',
  '\u00ff',
]

const TEXTS = [
  '',
  ' \n',
  'null',
  '[]',
  '"text"',
  '1e999',
  '{"name":1e999}',
  'NaN',
  '\ufeff{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"name":"a","name":"b","script":"1","script":2}',
  `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`,
  '['.repeat(10_000) + ']'.repeat(10_000),
  '{"name":"\\ud800"}',
  '{"name":"\\u0000"}',
  `{"${'x'.repeat(5000)}":1}`,
  '%00=%ff&=&&a',
]

/** Bodies made from right ones: as they are, changed, cut, as forms; and arbitrary ones. */
export function bodiesFrom(right: fc.Arbitrary<JsonValue>): fc.Arbitrary<FuzzBody> {
  const json = right.map(asJson)
  const mutated = fc
    .tuple(right, MUTATIONS)
    .map(([value, changes]) => asJson(mutate(value, changes)))
  const form = fc.tuple(right, MUTATIONS).map(([value, changes]) => asForm(mutate(value, changes)))
  const cut = fc
    .tuple(json, fc.nat(200))
    .map(([body, at]) => ({ ...body, text: body.text.slice(0, at) }))
  const repeated = json.map((body) => ({ ...body, text: repeatFirstKey(body.text) }))
  const arbitrary = fc.record({
    contentType: fc.constantFrom(...TYPES, undefined),
    text: fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary' }), json.map(textOf)),
    encoding: fc.constantFrom('utf8' as const, 'latin1' as const),
  })
  // The largest bodies that there may be, and one byte more.
  const large = fc.constantFrom(0, 1).map((more) => ({
    ...asJson(null),
    text: '[',
    times: MAX_MANAGEMENT_REQUEST_BYTES + more,
  }))
  return fc.oneof(
    { weight: 80, arbitrary: json },
    { weight: 80, arbitrary: mutated },
    { weight: 20, arbitrary: form },
    { weight: 10, arbitrary: cut },
    { weight: 10, arbitrary: repeated },
    { weight: 30, arbitrary: arbitrary },
    { weight: 1, arbitrary: large },
  )
}

function asJson(value: JsonValue): FuzzBody {
  return { contentType: JSON_TYPE, text: JSON.stringify(value), encoding: 'utf8' }
}

function asForm(value: JsonValue): FuzzBody {
  const pairs = Object.entries((value ?? {}) as JsonObject).map(([name, each]) => {
    const text = typeof each === 'string' ? each : (JSON.stringify(each) ?? '')
    return [name, text].map((part) => encodeURIComponent(part.toWellFormed())).join('=')
  })
  return {
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    text: pairs.join('&'),
    encoding: 'utf8',
  }
}

/** The last one counts in JSON; that must not depend on who reads it. */
function repeatFirstKey(text: string): string {
  const first = /^\{("(?:[^"\\]|\\.)*":)/.exec(text)?.[1]
  return first === undefined ? text : `{${first}null,${text.slice(1)}`
}

/** The bytes that are sent. */
export function bytesOf({ text, encoding, times = 1 }: FuzzBody): Buffer {
  return Buffer.from(text.repeat(times), encoding)
}

function textOf({ text }: FuzzBody): string {
  return text
}
