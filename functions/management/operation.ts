import type * as v from 'valibot'
import type { HttpRequest } from '../core/http.ts'
import type { JsonObject, JsonValue } from '../core/json.ts'
import type { ManagementScope } from '../core/management-scopes.ts'
import type { Caller } from './authenticate-caller.ts'

/** A schema of what callers send; its input is JSON or the query's strings. */
export type Schema = v.GenericSchema<never, unknown> | v.GenericSchema<unknown, unknown>

/** One authenticated, validated call. */
export interface Call<Params = Record<string, string>, Query = unknown, Body = unknown> {
  caller: Caller
  /** The path's parameters, percent-decoded. */
  params: Params
  query: Query
  body: Body
  http: HttpRequest
}

/** What an operation answers; without `body` the answer is empty. */
export interface Answer {
  status: number
  body?: JsonValue | object
  headers?: Record<string, string>
  /** What the log tells besides, of a write. */
  details?: JsonObject
}

/**
 * One operation of the Management API: what the router, the validation, the log and the OpenAPI
 * document are all made from.
 */
export interface Operation {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below `/api/v2`, with `:name` for parameters. */
  path: string
  /** Any one of them is enough; empty for what every valid token may do. */
  scopes: readonly ManagementScope[]
  /** In the words of the original's log: `Create a Client`. */
  summary: string
  query?: Schema
  body?: Schema
  /** Who calls, where that is proven by something else than a token. */
  identify?(http: HttpRequest): Promise<Caller>
  /** Whether a form is taken besides JSON. */
  takesForm?: boolean
  handle(call: Call): Promise<Answer>
}

type Output<S> = S extends v.GenericSchema<never, infer O> | v.GenericSchema<unknown, infer O>
  ? O
  : undefined

/** The parameters that a path names. */
type ParamsOf<P extends string> = P extends `${string}/:${infer Name}/${infer Rest}`
  ? Record<Name, string> & ParamsOf<`/${Rest}`>
  : P extends `${string}/:${infer Name}`
    ? Record<Name, string>
    : object

/** Declares an operation; its handler's types follow from the path and the schemas. */
export function operation<
  const P extends string,
  const Q extends Schema | undefined = undefined,
  const B extends Schema | undefined = undefined,
>(
  declared: Omit<Operation, 'path' | 'query' | 'body' | 'handle'> & {
    path: P
    query?: Q
    body?: B
    handle(call: Call<ParamsOf<P>, Output<Q>, Output<B>>): Promise<Answer>
  },
): Operation {
  return declared as Operation
}
