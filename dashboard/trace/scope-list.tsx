/** Scopes, and claims by their names; nothing to see is said. */
export function ScopeList(props: {
  scopes: readonly string[]
  claims?: readonly string[] | undefined
  /** Marks all of them as what the hook did. */
  mark?: 'added' | 'removed'
}) {
  const { scopes, claims = [], mark } = props
  if (scopes.length === 0 && claims.length === 0) return <p class="muted">No scopes</p>
  const shape = mark === undefined ? 'chip' : `chip chip-${mark}`
  return (
    <ul class="chips">
      {scopes.map((scope) => (
        <li key={scope} class={shape}>
          {scope}
        </li>
      ))}
      {claims.map((claim) => (
        <li key={claim} class={`${shape} chip-claim`} title="A claim">
          {claim}
        </li>
      ))}
    </ul>
  )
}
