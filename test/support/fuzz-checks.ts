import * as v from 'valibot'
import { expect } from 'vitest'
import { type HttpResponse, MAX_MANAGEMENT_REQUEST_BYTES } from '../../functions/core/http.ts'
import { isJsonObject, type JsonObject } from '../../functions/core/json.ts'
import type { Operation } from '../../functions/management/operation.ts'
import { bytesOf, type FuzzBody } from './fuzz-bodies.ts'
import type { FuzzRequest } from './fuzz-requests.ts'

/** Every answer that an authenticated caller with every scope may get of a server in order. */
const STATUSES = [200, 201, 204, 400, 404, 409, 413]

/** One that guesses codes is told to wait. */
const GUESSER_PATH = '/dashboard-codes/redeem'

/** What a message may repeat of a request. */
const MAX_ERROR_CHARACTERS = 20_000

/** What is true of every answer. Throws otherwise. */
export function checkAnswer(operation: Operation, request: FuzzRequest, answer: HttpResponse) {
  const isGuess = operation.path === GUESSER_PATH
  expect(isGuess ? [...STATUSES, 429] : STATUSES).toContain(answer.status)
  expect(answer.headers['cache-control']).toBe('no-store')
  if (answer.status === 204) expect(answer.body).toBe('')
  else expect(answer.headers['content-type']).toBe('application/json')
  if (answer.status >= 400) checkError(answer)
  if (typeof request.at !== 'number') return
  if (isBodyRefused(operation, request.body) || isQueryRefused(operation, request.query)) {
    expect([400, 413]).toContain(answer.status)
  }
  if (operation.method === 'GET' && answer.status === 200) checkShape(operation, request, answer)
}

function checkError({ status, body }: HttpResponse): void {
  const { statusCode, error, message, errorCode = '', ...others } = JSON.parse(body)
  expect(statusCode).toBe(status)
  expect(others).toEqual({})
  for (const text of [error, message, errorCode]) expect(text).toBeTypeOf('string')
  expect(message).not.toBe('')
  // A script's own stack may be told, the server's never.
  expect(message).not.toMatch(/\.ts:\d|node_modules|file:\/\//)
  expect(body.length).toBeLessThan(MAX_ERROR_CHARACTERS)
}

/** Whether the schema says that this body is none; written apart from the endpoint's own reading. */
function isBodyRefused({ body: schema, takesForm }: Operation, sent: FuzzBody): boolean {
  const bytes = bytesOf(sent)
  if (bytes.length > MAX_MANAGEMENT_REQUEST_BYTES) return true
  if (schema === undefined) return false
  const text = new TextDecoder().decode(bytes)
  const isForm =
    sent.contentType?.split(';')[0]?.toLowerCase() === 'application/x-www-form-urlencoded'
  const read = takesForm && isForm ? readForm(text) : readJson(text)
  return !(read && v.safeParse(schema as v.GenericSchema, read.value).success)
}

function isQueryRefused({ query: schema }: Operation, query: string): boolean {
  if (schema === undefined) return false
  const parameters = new URLSearchParams(query)
  const given = [...new Set(parameters.keys())].map((name) => {
    const values = parameters.getAll(name)
    return [name, values.length > 1 ? values : values[0]]
  })
  return !v.safeParse(schema as v.GenericSchema, Object.fromEntries(given)).success
}

function readForm(text: string) {
  return { value: Object.fromEntries(new URLSearchParams(text)) }
}

function readJson(text: string): { value: unknown } | undefined {
  if (text.trim() === '') return { value: {} }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Lists are arrays, or with totals or checkpoints an object with one; what has an id is an object. */
function checkShape({ path, query }: Operation, request: FuzzRequest, { body }: HttpResponse) {
  const given = new URLSearchParams(request.query)
  const answer: unknown = JSON.parse(body)
  if (/:\w+$/.test(path)) expect(isJsonObject(answer)).toBe(true)
  if (query === undefined || !('entries' in query)) return
  if (!Object.hasOwn(query.entries as object, 'include_totals')) return
  const isPlain = Array.isArray(answer)
  const list = isPlain ? answer : oneArrayOf(answer)
  expect(list.every(isJsonObject)).toBe(true)
  expect(list.length).toBeLessThanOrEqual(100)
  if (!['include_totals', 'take', 'from'].some((name) => given.has(name)))
    expect(isPlain).toBe(true)
  if (given.has('fields')) checkFields(list, given)
}

function oneArrayOf(answer: unknown): JsonObject[] {
  expect(isJsonObject(answer)).toBe(true)
  const arrays = Object.values(answer as JsonObject).filter(Array.isArray)
  expect(arrays).toHaveLength(1)
  return arrays[0] as JsonObject[]
}

function checkFields(list: JsonObject[], given: URLSearchParams): void {
  const wanted = given.get('fields') ?? ''
  if (wanted === '' || given.get('include_fields') === 'false') return
  const names = wanted.split(',')
  for (const item of list) {
    expect(Object.keys(item).filter((name) => !names.includes(name))).toEqual([])
  }
}
