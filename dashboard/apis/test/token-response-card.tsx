import { useEffect, useRef } from 'preact/hooks'
import { useSession } from '../../session/session-context.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { DecodedTokenCard } from './decoded-token-card.tsx'
import type { TokenResponse } from './token-request.ts'

/** What the token endpoint answered, and what is in the token. */
export function TokenResponseCard(props: {
  response: TokenResponse
  clientId: string
  /** What the grant allows; undefined when that is not known. */
  granted: readonly string[] | undefined
}) {
  const { response, clientId, granted } = props
  const { can } = useSession()
  const { status, body } = response
  const isIssued = body.access_token !== undefined
  const top = useRef<HTMLDivElement>(null)
  // It comes below what was pressed, where nobody may be looking.
  useEffect(() => top.current?.scrollIntoView({ block: 'nearest' }), [response])
  return (
    <>
      <div ref={top}>
        <Card
          title={
            <>
              The answer <Badge kind={isIssued ? 'success' : 'danger'}>{status}</Badge>
            </>
          }
          lead={isIssued ? undefined : body.error_description}
          actions={
            can('read:logs') && (
              <a href={`/dashboard/logs?client=${clientId}`}>See it in the logs</a>
            )
          }
        >
          <div role="status" class="unseen">
            {isIssued ? 'A token was issued' : `The request was refused: ${body.error_description}`}
          </div>
          <CodeBlock text={JSON.stringify(body, null, 2)} what="the answer's JSON" />
        </Card>
      </div>
      {body.access_token !== undefined && (
        <DecodedTokenCard token={body.access_token} granted={granted} />
      )}
    </>
  )
}
