import { OAuthError } from '../../functions/core/oauth-error.ts'
import type { OAuthErrorKind } from '../../functions/core/oauth-error-kinds.ts'
import { code, markdownTable } from './markdown.ts'

type HookRefusal = Extract<OAuthErrorKind, `hook${string}`>

const CALLS: Record<HookRefusal, string[]> = {
  hookInvalidScope: ["cb(new InvalidScopeError('…'))"],
  hookInvalidRequest: ["cb(new InvalidRequestError('…'))"],
  hookServerError: ["cb(new ServerError('…'))", "cb(new Error('…'))", "cb('…')"],
}

/** How a hook refuses a token, and what the application gets. */
export function hookRefusals(): string {
  const rows = (Object.keys(CALLS) as HookRefusal[]).map((kind) => {
    const { status, error } = OAuthError.refusedByHook(kind, '…').in('auth0')
    return [CALLS[kind].map(code).join(', '), `${status} ${code(error)} with the message`]
  })
  return markdownTable(['call', 'the application gets'], rows)
}
