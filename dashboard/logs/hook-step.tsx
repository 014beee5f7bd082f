import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { FAILURE_CAUSES } from '../../functions/management/contract/failure-causes.ts'
import { useSession } from '../session/session-context.ts'
import { ConsoleLines } from '../trace/console-lines.tsx'
import { IgnoredClaims } from '../trace/ignored-claims.tsx'
import { ScopeList } from '../trace/scope-list.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { Notice } from '../ui/notice.tsx'

type Hook = NonNullable<LogAnswer['details']['hook']>
type Trace = NonNullable<LogAnswer['details']['trace']>

/** What the hook made of the granted scopes, which version it was, what it printed, how it failed. */
export function HookStep({ hook, trace }: { hook: Hook; trace: Trace }) {
  const { can } = useSession()
  const { granted = [], final, claims = [], ignored = [] } = trace
  const added = (final ?? []).filter((scope) => !granted.includes(scope))
  const removed = final === undefined ? [] : granted.filter((scope) => !final.includes(scope))
  const isUnchanged = final !== undefined && added.length + removed.length + claims.length === 0
  return (
    <>
      <h3>
        Hook{' '}
        {can('read:hooks') ? <a href={`/dashboard/hooks/${hook.id}`}>{hook.name}</a> : hook.name}
      </h3>
      <p class="small muted">
        {can('read:hooks') ? (
          <a href={`/dashboard/hooks/${hook.id}?tab=versions&version=${hook.version}`}>
            Version {hook.version}
          </a>
        ) : (
          `Version ${hook.version}`
        )}{' '}
        ran for {formatMs(hook.durationMs)}
      </p>
      {isUnchanged && <p>It changed nothing.</p>}
      {added.length > 0 && (
        <Change title="Scopes added">
          <ScopeList scopes={added} mark="added" />
        </Change>
      )}
      {removed.length > 0 && (
        <Change title="Scopes removed">
          <ScopeList scopes={removed} mark="removed" />
        </Change>
      )}
      {claims.length > 0 && (
        <Change title="Claims added">
          <ScopeList scopes={[]} claims={claims} mark="added" />
        </Change>
      )}
      <IgnoredClaims claims={ignored} more={0} />
      {hook.cause !== undefined && <p>{FAILURE_CAUSES[hook.cause] ?? hook.cause}</p>}
      {hook.error && (
        <CodeBlock
          text={hook.error.stack ?? `${hook.error.name}: ${hook.error.message}`}
          what="the hook's error"
        />
      )}
      {hook.pending && (
        <Notice kind="warning">
          Work was still pending when it called back, and may be lost: {hook.pending.join(', ')}.
          The hook's setting for the time after the callback waits for it.
        </Notice>
      )}
      <ConsoleLines lines={hook.console} more={hook.consoleDropped ?? 0} />
    </>
  )
}

function Change({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <div class="step-part">
      <h3>{title}</h3>
      {children}
    </div>
  )
}

function formatMs(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : `${Math.round(milliseconds)} ms`
}
