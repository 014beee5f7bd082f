import type * as v from 'valibot'

/** What is wrong with an object's properties. */
export function explainStrictObject({ expected, received }: v.StrictObjectIssue): string {
  if (expected === 'never') return 'additional properties are not allowed'
  return received === 'undefined' ? 'is required' : 'must be an object'
}
