import { useMemo } from 'preact/hooks'
import { ScopeList } from '../../trace/scope-list.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { decodeToken } from './decode-token.ts'
import { hookChanges } from './hook-changes.ts'
import { SignatureLine } from './signature-line.tsx'
import { TokenPart } from './token-part.tsx'

/** A token's header and payload; what the hook did to it is marked, and its signature checked. */
export function DecodedTokenCard(props: { token: string; granted: readonly string[] | undefined }) {
  const { token, granted } = props
  const decoded = useMemo(() => decodeToken(token), [token])
  const { claims, addedScopes, removedScopes } = hookChanges(decoded.payload, granted ?? [])
  const isScopeChanged = granted !== undefined && addedScopes.length + removedScopes.length > 0
  return (
    <Card title="The token" actions={<CopyButton text={token} what="the token" />}>
      <SignatureLine token={decoded} />
      <div class="columns">
        <div class="stack">
          <TokenPart title="Header" part={decoded.header} marked={[]} />
          {isScopeChanged && addedScopes.length > 0 && (
            <div class="step-part">
              <h3>Scopes that the hook added</h3>
              <ScopeList scopes={addedScopes} mark="added" />
            </div>
          )}
          {isScopeChanged && removedScopes.length > 0 && (
            <div class="step-part">
              <h3>Scopes that the hook removed</h3>
              <ScopeList scopes={removedScopes} mark="removed" />
            </div>
          )}
        </div>
        <TokenPart
          title="Payload"
          part={decoded.payload}
          marked={[...claims, ...(isScopeChanged ? ['scope'] : [])]}
        />
      </div>
    </Card>
  )
}
