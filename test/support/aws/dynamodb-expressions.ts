import { AwsFault } from './serve-fake.ts'

export type Attribute = { S: string } | { N: string }
export type Item = Record<string, Attribute>

/** A part of a request with expressions; every name and value that it gives must be used. */
export interface Expressions {
  ConditionExpression?: string
  UpdateExpression?: string
  KeyConditionExpression?: string
  ExpressionAttributeNames?: Record<string, string>
  ExpressionAttributeValues?: Item
}

/** A few of DynamoDB's 573 reserved words. */
const RESERVED = new Set(['count', 'key', 'name', 'status', 'timestamp', 'ttl', 'value', 'values'])

/** Refuses placeholders that are not given, and given ones that are not used. */
export function checkExpressions(request: Expressions): void {
  const {
    ConditionExpression: condition,
    UpdateExpression: update,
    KeyConditionExpression: keys,
  } = request
  const given = [condition, update, keys].filter((text) => text !== undefined)
  for (const text of given) if (text === '') throw invalid('The expression can not be empty;')
  const used = new Set(given.join(' ').match(/[:#]\w+/g))
  const names = Object.keys(request.ExpressionAttributeNames ?? {})
  const values = Object.keys(request.ExpressionAttributeValues ?? {})
  for (const name of [...names, ...values]) {
    if (!used.delete(name)) throw invalid(`Value provided in ${name} unused in expressions`)
  }
  const [missing] = used
  if (missing !== undefined) throw invalid(`An expression attribute ${missing} is not defined`)
}

/** `attribute_not_exists(a)`, `attribute_exists(a)` and `a = :b`; nothing of what joins them. */
export function holds(request: Expressions, item: Item | undefined): boolean {
  const { ConditionExpression: condition } = request
  if (condition === undefined) return true
  const [, absent, name] = /^attribute_(not_)?exists\((#?\w+)\)$/.exec(condition) ?? []
  if (name !== undefined) return (item?.[nameOf(request, name)] === undefined) === Boolean(absent)
  const [, left, right] = /^(#?\w+) = (:\w+)$/.exec(condition) ?? []
  if (left === undefined || right === undefined) throw notEmulated(`the condition ${condition}`)
  const actual = item?.[nameOf(request, left)]
  return actual !== undefined && same(actual, operandOf(request, right))
}

/** An item after `SET a = :b` and `ADD c :d`, in any order. */
export function update(request: Expressions, before: Item): Item {
  const text = request.UpdateExpression ?? ''
  const after = { ...before }
  const clauses = text.split(/ (?=SET |ADD )/)
  for (const clause of clauses) {
    const [, kind, name = '', value = ''] = /^(SET|ADD) (#?\w+)(?: =)? (:\w+)$/.exec(clause) ?? []
    if (kind === undefined) throw notEmulated(`the update ${text}`)
    const operand = operandOf(request, value)
    after[nameOf(request, name)] =
      kind === 'SET' ? operand : sum(after[nameOf(request, name)], operand)
  }
  return after
}

export function invalid(message: string): AwsFault {
  return new AwsFault('com.amazon.coral.validate#ValidationException', message)
}

export function notEmulated(what: string): AwsFault {
  return new AwsFault('NotEmulated', `This fake does not know ${what}`, 501)
}

function nameOf({ ExpressionAttributeNames: names = {} }: Expressions, name: string): string {
  if (name.startsWith('#')) return names[name] ?? ''
  if (!RESERVED.has(name.toLowerCase())) return name
  throw invalid(`Attribute name is a reserved keyword; reserved keyword: ${name}`)
}

function operandOf(
  { ExpressionAttributeValues: values = {} }: Expressions,
  name: string,
): Attribute {
  const value = values[name]
  if (value === undefined) throw invalid(`An expression attribute value ${name} is not defined`)
  return value
}

function sum(one: Attribute | undefined, other: Attribute): Attribute {
  if (!('N' in other) || (one !== undefined && !('N' in one))) {
    throw invalid('An operand in the update expression has an incorrect data type')
  }
  return { N: String(Number(one?.N ?? 0) + Number(other.N)) }
}

function same(one: Attribute, other: Attribute): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
