import * as v from 'valibot'
import { cutText } from '../core/cut-text.ts'
import { type HttpRequest, MAX_MANAGEMENT_REQUEST_BYTES } from '../core/http.ts'
import { ManagementError } from '../core/management-error.ts'
import type { Operation, Schema } from './operation.ts'

const MAX_DEPTH = 32
/** Named in one answer. */
const MAX_ISSUES = 10
/** Of each: what came may be repeated in it. */
const MAX_ISSUE_CHARACTERS = 400

/**
 * The query as the operation's schema says, to which a repeated parameter is an array; throws a 400
 * that names the parameter.
 */
export function parseQuery(operation: Operation, http: HttpRequest): unknown {
  if (operation.query === undefined) return undefined
  const parameters = new URLSearchParams(http.query)
  const given: Record<string, string | string[]> = {}
  for (const name of new Set(parameters.keys())) {
    const [value, ...more] = parameters.getAll(name)
    const all = more.length === 0 ? value : [value, ...more]
    Object.defineProperty(given, name, { value: all, enumerable: true })
  }
  return validate(operation.query, given, ManagementError.invalidQuery, describeQueryIssue)
}

/** The body as the operation's schema says; throws a 400 that names the property. */
export function parseBody(operation: Operation, http: HttpRequest): unknown {
  if (http.body.length > MAX_MANAGEMENT_REQUEST_BYTES) {
    throw ManagementError.tooLarge(MAX_MANAGEMENT_REQUEST_BYTES)
  }
  if (operation.body === undefined) return undefined
  return validate(operation.body, readBody(operation, http), ManagementError.invalidBody)
}

function readBody(operation: Operation, http: HttpRequest): unknown {
  const text = new TextDecoder().decode(http.body)
  if (operation.takesForm && isForm(http)) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw ManagementError.invalidBody('the body is not valid JSON')
  }
  if (isDeeperThan(value, MAX_DEPTH)) {
    throw ManagementError.invalidBody(`the body is nested deeper than ${MAX_DEPTH}`)
  }
  return value
}

function isForm({ headers }: HttpRequest): boolean {
  return /^application\/x-www-form-urlencoded *(;|$)/i.test(headers['content-type'] ?? '')
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  return Object.values(value).some((inner) => isDeeperThan(inner, depth - 1))
}

function validate(
  schema: Schema,
  value: unknown,
  refuse: (message: string) => Error,
  describe = describeIssue,
): unknown {
  const result = v.safeParse(schema as v.GenericSchema<unknown, unknown>, value)
  if (result.success) return result.output
  const named = result.issues
    .slice(0, MAX_ISSUES)
    .map((issue) => cutText(describe(issue), MAX_ISSUE_CHARACTERS))
  const more = result.issues.length - named.length
  throw refuse([...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; '))
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map(({ key }) => String(key)).join('.')
  return path ? `'${path}': ${issue.message}` : issue.message
}

function describeQueryIssue(issue: v.BaseIssue<unknown>): string {
  const isRepeated = issue.kind === 'schema' && Array.isArray(issue.input)
  return isRepeated ? `'${issue.path?.[0]?.key}' was given more than once` : describeIssue(issue)
}
