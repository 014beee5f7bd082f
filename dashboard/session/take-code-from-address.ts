/** The one-time code behind the `#` of the address, which then no longer shows it. */
export function takeCodeFromAddress(): string | undefined {
  const code = /^#(?:code=)?([\w-]{20,})$/.exec(location.hash)?.[1]
  if (code === undefined) return undefined
  history.replaceState(null, '', location.pathname + location.search)
  return code
}
