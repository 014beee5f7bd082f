import { useState } from 'preact/hooks'
import type { ApiAnswer } from '../../../functions/management/contract/answers.ts'
import { useSession } from '../../session/session-context.ts'
import { Card } from '../../ui/card.tsx'
import { Form } from '../../ui/form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useResource } from '../../ui/use-resource.ts'
import { loadCallers } from '../load-callers.ts'
import { CallerField } from './caller-field.tsx'
import { RequestCard } from './request-card.tsx'
import { sendTokenRequest, tokenRequest } from './send-token-request.ts'
import type { TokenResponse } from './token-request.ts'
import { TokenResponseCard } from './token-response-card.tsx'

/**
 * Asks for a real token as an application does. The secret stays in this page's memory, and is sent
 * to the token endpoint alone.
 */
export function TestTab({ api }: { api: ApiAnswer }) {
  const { management, can } = useSession()
  const mayList = can('read:clients') && can('read:client_grants')
  const callers = useResource(
    async () => (mayList ? loadCallers(management, api.identifier) : []),
    [management, api.identifier],
  )
  const [chosen, setChosen] = useState<string>()
  const [secret, setSecret] = useState('')
  const [response, setResponse] = useState<TokenResponse>()
  const clientId = chosen ?? callers.data?.[0]?.client.client_id ?? ''
  const caller = callers.data?.find(({ client }) => client.client_id === clientId)
  const request = tokenRequest(clientId, secret, api.identifier)

  function choose(id: string): void {
    setChosen(id)
    setSecret('')
    setResponse(undefined)
  }

  return (
    <div class="stack">
      <div class="columns">
        <Card
          title="Ask for a token"
          lead="A real one, as the application gets it: the enabled hook runs, and the log has it."
        >
          <Form
            submitLabel="Get a token"
            onSubmit={async () => setResponse(await sendTokenRequest(request))}
            disabled={clientId === '' || secret === ''}
          >
            <CallerField
              clientId={clientId}
              callers={mayList ? (callers.data ?? []) : undefined}
              onChange={choose}
            />
            <TextField
              label="Client secret"
              hint="Kept in this page's memory until you leave it, and sent to the token endpoint alone."
              type="password"
              value={secret}
              onInput={setSecret}
              autocomplete="off"
              isCode
            />
          </Form>
        </Card>
        <RequestCard request={request} />
      </div>
      {response && (
        <TokenResponseCard response={response} clientId={clientId} granted={caller?.grant?.scope} />
      )}
    </div>
  )
}
