/** An exchange that is refused, and the words of the log that say why. */
export interface Refusal {
  /** In place of the demo application's parameters. */
  changes: (serial: number) => Record<string, unknown>
  status: number
  description: RegExp
}

export const REFUSALS: readonly Refusal[] = [
  {
    changes: (serial) => ({ client_id: `unknown-${serial}` }),
    status: 401,
    description: /^There is no such client/,
  },
  {
    changes: (serial) => ({ audience: `https://unknown.example.com/${serial}` }),
    status: 403,
    description: /unknown\.example\.com/,
  },
  {
    changes: (serial) => ({ scope: `read:data grow:${serial}` }),
    status: 403,
    description: /not been granted scopes: grow:\d+/,
  },
  {
    changes: () => ({ grant_type: 'password' }),
    status: 403,
    description: /Unsupported grant type: password/,
  },
  {
    changes: () => ({ grant_type: undefined }),
    status: 400,
    description: /Missing required parameter: grant_type/,
  },
  {
    changes: () => ({ client_secret: { not: 'a text' } }),
    status: 400,
    description: /client_secret must be a string/,
  },
  {
    changes: (serial) => ({ refuse: `for a reason ${serial}` }),
    status: 400,
    description: /^The hook refused: for a reason \d+/,
  },
  {
    changes: (serial) => ({ fail: `at ${serial}` }),
    status: 500,
    description: /^The hook failed \(threw\): Error: at \d+/,
  },
  {
    changes: () => ({ exit: 'now' }),
    status: 500,
    description: /^The hook failed \(exited\)/,
  },
]
