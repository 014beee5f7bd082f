import type { ApiAnswer } from '../../functions/management/contract/answers.ts'
import { usageError } from '../cli-error.ts'

type ApiScope = NonNullable<ApiAnswer['scopes']>[number]

/**
 * The scopes of an API with their descriptions: those that stay keep what was said of them before,
 * unless it is said anew (`null`: no longer). Without `scope` all of them stay.
 */
export function describeScopes(
  scope: readonly string[] | undefined,
  describe: Readonly<Record<string, string | null>>,
  known: readonly ApiScope[],
): ApiScope[] {
  const values = scope ?? known.map(({ value }) => value)
  const odd = Object.keys(describe).find((value) => !values.includes(value))
  if (odd !== undefined) {
    const hint = values.length > 0 ? `It has: ${values.join(', ')}.` : 'Give it some: --scope.'
    throw usageError(`The API has no scope ${odd} to describe.`, hint)
  }
  return values.map((value) => {
    const { description: before, ...rest } = known.find((one) => one.value === value) ?? { value }
    const said = Object.hasOwn(describe, value) ? describe[value] : before
    return { ...rest, ...(said && { description: said }) }
  })
}
