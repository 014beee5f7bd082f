import type { HookTestResult } from '../../functions/management/contract/hook-tests.ts'

/** Claims that the hook set and no token carries, with why. */
export function IgnoredClaims({
  claims,
  more,
}: {
  claims: HookTestResult['ignored']
  more: number
}) {
  if (claims.length === 0) return null
  return (
    <div>
      <h3>Ignored claims</h3>
      <ul class="reasons">
        {claims.map(({ name, reason }) => (
          <li key={name}>
            <code>{name}</code>: {reason}
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  )
}
