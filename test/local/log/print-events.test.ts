import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { prettyEvent } from '../../../local/log/print-events.ts'
import { buildLogEvent } from '../../support/build-log-event.ts'

const NOW = Date.UTC(2026, 10, 22, 9, 8, 7)

describe('prettyEvent', () => {
  it('shows an exchange in a line, and below it what the hook printed and what was ignored', () => {
    const event = buildLogEvent(NOW)
    event.details = {
      trace: { ignored: [{ name: 'bare', reason: 'no namespace' }] },
      hook: {
        id: 'H',
        name: 'tutorial',
        version: 3,
        durationMs: 0.4,
        console: [{ level: 'warn', text: 'one\ntwo', atMs: 0.1 }],
      },
    } as unknown as typeof event.details
    expect(stripVTControlCharacters(prettyEvent(event)).split('\n')).toEqual([
      '09:08:07 ✓ name → urn:api  a b  hook tutorial v3, 0.4 ms',
      '  warn: one',
      '    two',
      '  ignored bare: no namespace',
    ])
  })

  it('shows a refusal with its reason', () => {
    const event = { ...buildLogEvent(NOW, 'The client secret is wrong'), type: 'feccft' as const }
    expect(stripVTControlCharacters(prettyEvent(event)).split('\n')).toEqual([
      '09:08:07 ✗ name → urn:api',
      '  The client secret is wrong',
    ])
  })

  it('lets no request steer the terminal', () => {
    const event = { ...buildLogEvent(NOW), audience: 'urn:\u001b[2J\u0007\r' }
    expect(prettyEvent(event)).toContain('urn:·[2J··')
  })
})
