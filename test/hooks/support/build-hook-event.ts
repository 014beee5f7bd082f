import type { HookEvent } from '../../../hooks/runtime/contract.ts'

/** An event as the token function sends it, with given parts replaced. */
export function buildHookEvent(parts: Partial<HookEvent> = {}): HookEvent {
  return {
    protocol: 1,
    trigger: 'credentials-exchange',
    timeoutMs: 2000,
    afterCallbackMs: 0,
    secrets: {},
    client: { tenant: 'acme', id: 'client-1', name: 'Sync', metadata: {} },
    scope: ['read:data'],
    audience: 'https://api.example.com/',
    context: {
      ip: '203.0.113.7',
      userAgent: 'curl/8',
      body: { grant_type: 'client_credentials' },
      headers: { 'user-agent': 'curl/8' },
      request: { ip: '203.0.113.7', userAgent: 'curl/8', query: {}, body: {} },
    },
    ...parts,
  }
}
