import { style } from '../terminal/print.ts'
import type { TokenDifference } from './compare-tokens.ts'
import type { DecodedToken } from './decode-token.ts'
import type { Verification } from './verify-token.ts'

export function describeDecoded({ header, payload }: DecodedToken): string {
  const json = (value: object) => JSON.stringify(value, null, 2)
  return `${style('bold', 'Header')}\n${json(header)}\n${style('bold', 'Payload')}\n${json(payload)}`
}

export function describeVerification(url: string, { valid, reason }: Verification): string {
  return valid
    ? style('green', `Verified: signed with a key of ${url}`)
    : style('red', `Not a valid token of ${url}: ${reason}`)
}

/** One line for each difference that means something. */
export function describeDifferences(differences: TokenDifference[]): string {
  const telling = differences.filter(({ expected }) => !expected)
  if (telling.length === 0) return style('green', 'Nothing differs that should not.')
  return telling
    .flatMap(({ name, ...values }) => [
      style('bold', name),
      `  ${style('red', '- old')}  ${shown('old' in values, values.old)}`,
      `  ${style('green', '+ new')}  ${shown('new' in values, values.new)}`,
    ])
    .join('\n')
}

function shown(isThere: boolean, value: unknown): string {
  return isThere ? JSON.stringify(value) : '(absent)'
}
