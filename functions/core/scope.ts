/** Splits a space-separated scope (RFC 6749 3.3); duplicates dropped, order kept. */
export function parseScope(scope: string): string[] {
  return uniqueScopes(scope.split(' '))
}

/** Drops empty values and duplicates, keeps the order. */
export function uniqueScopes(scopes: Iterable<string>): string[] {
  const unique = new Set(scopes)
  unique.delete('')
  return [...unique]
}
