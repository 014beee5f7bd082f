import { describe, expect, it } from 'vitest'
import { toQuery } from '../../../dashboard/logs/log-filter.ts'
import { matchLogQuery } from '../../../functions/management/log-query/match-log-query.ts'
import { parseLogQuery } from '../../../functions/management/log-query/parse-log-query.ts'
import { buildLogEvent } from '../../support/build-log-event.ts'

const none = { type: '', clientId: '', text: '' }

describe('the query of a filter', () => {
  it.each([
    ['nothing', {}, undefined],
    ['a type', { type: 'feccft' }, 'type:feccft'],
    ['hook failures', { type: 'hook' }, 'details.error:hookServerError'],
    ['an application', { clientId: 'abc' }, 'client_id:"abc"'],
    ['words alone, as they are', { text: ' a OR b ' }, 'a OR b'],
    [
      'all of them',
      { type: 'sapi', clientId: 'x', text: 'a OR b' },
      'type:sapi AND client_id:"x" AND (a OR b)',
    ],
    ['a scope', { text: 'read:data' }, '"read:data"'],
    ['an address', { text: 'no https://api.example.com/' }, 'no "https://api.example.com/"'],
    [
      'fields',
      { text: 'ip:10.* AND date:[2026-11-01 TO *]' },
      'ip:10.* AND date:[2026-11-01 TO *]',
    ],
    ['a field of the details', { text: '-details.hook.name:x' }, '-details.hook.name:x'],
    ['what is quoted already', { text: 'audience:"urn:a b" "x:y"' }, 'audience:"urn:a b" "x:y"'],
  ])('for %s', (_what, filter, query) => {
    expect(toQuery({ ...none, ...filter })).toBe(query)
  })

  it('finds an event by a scope in its description', () => {
    const matches = matchLogQuery(parseLogQuery(toQuery({ ...none, text: 'admin:all' }) ?? ''))
    expect(matches(buildLogEvent(0, 'Client has not been granted scopes: admin:all'))).toBe(true)
    expect(matches(buildLogEvent(0, 'Client has not been granted scopes: admin'))).toBe(false)
  })
})
