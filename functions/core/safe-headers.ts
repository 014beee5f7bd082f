/** Headers that carry credentials; a hook never sees them. */
const WITHHELD = new Set([
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-amz-security-token',
  'x-api-key',
])
const MAX_HEADER_CHARACTERS = 8 * 1024

/** The headers of a request that a hook may see, at most 8 K characters of them; names in lower case. */
export function safeHeaders(headers: Record<string, string>): Record<string, string> {
  const safe: Record<string, string> = {}
  let room = MAX_HEADER_CHARACTERS
  for (const name in headers) {
    const value = headers[name] ?? ''
    room -= name.length + value.length
    if (room < 0) break
    if (!WITHHELD.has(name)) safe[name] = value
  }
  return safe
}
