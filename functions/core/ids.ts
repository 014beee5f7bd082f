import { randomBytes } from 'node:crypto'

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 32 alphanumerics, as the original's. */
export function createClientId(): string {
  return randomText(ALPHANUMERIC, 32)
}

/** 24 hexadecimal digits, as the original's. */
export function createApiId(): string {
  return randomBytes(12).toString('hex')
}

/** `cgr_` and 16 alphanumerics, as the original's. */
export function createGrantId(): string {
  return `cgr_${randomText(ALPHANUMERIC, 16)}`
}

/** A ULID: 26 characters that sort by their time, given in milliseconds since the epoch. */
export function createHookId(now: number): string {
  let time = ''
  for (let rest = now; time.length < 10; rest = Math.floor(rest / 32)) {
    time = CROCKFORD.charAt(rest % 32) + time
  }
  return time + randomText(CROCKFORD, 16)
}

/** Uniform: bytes that would favour the alphabet's first letters are thrown away. */
function randomText(alphabet: string, length: number): string {
  const fair = 256 - (256 % alphabet.length)
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fair && text.length < length) text += alphabet.charAt(byte % alphabet.length)
    }
  }
  return text
}
