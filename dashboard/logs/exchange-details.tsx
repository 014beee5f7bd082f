import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { ScopeList } from '../trace/scope-list.tsx'
import { Facts } from '../ui/facts.tsx'
import { Notice } from '../ui/notice.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { ApiLink, ApplicationLink } from './event-links.tsx'
import { HookStep } from './hook-step.tsx'

/** A token asked for: how it came to be as it is, step by step, or why there is none. */
export function ExchangeDetails({ event }: { event: LogAnswer }) {
  const { trace = {}, hook, error } = event.details
  const isIssued = event.type === 'seccft'
  return (
    <>
      {!isIssued && (
        <Notice kind="danger">
          <strong>{event.description}</strong>
          {typeof error === 'string' && (
            <p class="small">
              Recorded as <code>{error}</code>
            </p>
          )}
        </Notice>
      )}
      <ol class="steps">
        <li>
          <h3>Asked for</h3>
          {trace.requested === undefined ? (
            <p class="muted">No scopes were named, so all that the grant allows were meant.</p>
          ) : (
            <ScopeList scopes={trace.requested} />
          )}
        </li>
        {trace.granted !== undefined && (
          <li>
            <h3>Granted</h3>
            <ScopeList scopes={trace.granted} />
          </li>
        )}
        {hook !== undefined && (
          <li>
            <HookStep hook={hook} trace={trace} />
          </li>
        )}
        {hook === undefined && trace.granted !== undefined && (
          <li>
            <h3>Hook</h3>
            <p class="muted">None ran.</p>
          </li>
        )}
        <li>
          <h3>{isIssued ? 'In the token' : 'No token'}</h3>
          {isIssued ? (
            <ScopeList scopes={trace.final ?? []} claims={trace.claims} />
          ) : (
            <p class="muted">The request was refused.</p>
          )}
        </li>
      </ol>
      <Facts
        facts={[
          ['When', <RelativeTime at={event.date} />],
          ['Application', <ApplicationLink event={event} />],
          ['API', <ApiLink audience={event.audience} />],
          ['IP address', <code>{event.ip}</code>],
          ['User agent', event.user_agent || '–'],
        ]}
      />
    </>
  )
}
