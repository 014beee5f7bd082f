import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../../../functions/core/log-event.ts'
import type { PatternPart } from '../../../../functions/management/log-query/log-query.ts'
import { matchLogQuery } from '../../../../functions/management/log-query/match-log-query.ts'
import { matchPattern } from '../../../../functions/management/log-query/match-pattern.ts'
import { narrowLogQuery } from '../../../../functions/management/log-query/narrow-log-query.ts'
import { parseLogQuery } from '../../../../functions/management/log-query/parse-log-query.ts'
import { buildLogEvent } from '../../../support/build-log-event.ts'

const refused: LogEvent = {
  ...buildLogEvent(Date.UTC(2026, 10, 5, 12, 30, 15, 250)),
  type: 'feccft',
  description: 'The hook refused: "quota" of Client-7 is used up',
  client_id: 'AbC123',
  client_name: 'Billing Service (test)',
  ip: '10.0.0.7',
  audience: 'https://api.example.com/',
  user_agent: 'curl/8.5',
  details: {
    error: 'hookInvalidRequest',
    trace: { granted: ['read:a', 'write:b'] },
    hook: { id: 'i', name: 'my-hook', version: 3, durationMs: 12, console: [] },
  },
}

const matches = (q: string) => matchLogQuery(parseLogQuery(q))(refused)

describe('a query that matches', () => {
  it.each([
    '',
    '  ',
    '*',
    '*:*',
    'type:feccft',
    'type: feccft',
    'type:FECCFT',
    'type:f*',
    'type:?eccft',
    'type:"feccft"',
    'type:(seccft OR feccft)',
    'type:(seccft feccft)',
    'client_id:"AbC123"',
    'client_id:AbC*3',
    'client_name:billing',
    'client_name:"Billing Service"',
    'client_name:Bill*',
    'client_name:billing*test?',
    'client_name:(billing AND test)',
    'ip:10.0.0.7',
    'ip:10.0.*',
    'audience:https://api.example.com/',
    'audience:"https://api.example.com/"',
    'audience:*example*',
    'description:"hook refused"',
    'description:quota',
    'description:"\\"quota\\" of"',
    'description:client\\-7',
    'description:client-7',
    'user_agent:curl*',
    'details.error:hookInvalidRequest',
    'details.hook.version:3',
    'details.trace.granted:"write:b"',
    '_exists_:details.hook',
    '_exists_:ip',
    'ip:*',
    'quota',
    'Billing',
    'feccft',
    '"used up"',
    'quo*',
    'nothing quota',
    'nothing OR quota',
    'nothing || quota',
    'quota AND hook',
    'quota && hook',
    'quota AND NOT nothing',
    'NOT nothing',
    '-nothing',
    '!nothing',
    'quota -nothing',
    '+quota nothing',
    'nothing OR NOT absent',
    'NOT (nothing AND quota)',
    'nothing AND absent OR quota',
    '(nothing OR quota) AND (type:feccft)',
    'and quota',
    'date:2026',
    'date:2026-11',
    'date:2026-11-05',
    'date:"2026-11-05"',
    'date:2026-11-05T12',
    'date:2026-11-05T12:30:15.250Z',
    'date:2026-11-05T13:30:15+01:00',
    'date:"2026-11-05T12:30"',
    'date:2026-11-*',
    'date:[2026-11-01 TO *]',
    'date:[2026-11-05 TO 2026-11-05]',
    'date:[* TO 2026-11-05]',
    'date:{2026-11-04 TO 2026-11-06}',
    'date:[2026-11-05T12:30:15.250Z TO 2026-11-05T12:30:15.251Z}',
    'date:["2026-11-05T12:00:00Z" TO "2026-11-05T13:00:00Z"]',
    'date:[* TO *]',
    'date:>2026-11-04',
    'date:>=2026-11-05',
    'date:<2026-11-06',
    'date:<=2026-11-05',
    'type:feccft AND date:[2026-11-01 TO *] AND NOT client_name:other',
    'type:[a TO g]',
    'type:>=feccft',
    'log_id:[900 TO *]',
  ])('%s', (q) => {
    expect(matches(q)).toBe(true)
  })
})

describe('a query that does not match', () => {
  it.each([
    'type:seccft',
    'type:fecc',
    'type:f?',
    'client_id:AbC',
    'client_name:"Service Billing"',
    'client_name:bill',
    'ip:10.0.0',
    'audience:api.example.com',
    'description:"refused hook"',
    'description:""nothing',
    'connection:anything',
    '_exists_:connection',
    'connection:*',
    '__proto__:*',
    'details.constructor:*',
    'nothing',
    'curl',
    'quota AND nothing',
    'quota AND NOT hook',
    'quota -hook',
    'quota NOT hook',
    '+nothing quota',
    'NOT quota',
    'nothing AND (quota OR hook)',
    'type:(seccft OR sapi)',
    'NOT type:(feccft OR sapi)',
    'date:2025',
    'date:2026-11-05T11',
    'date:[2026-11-06 TO *]',
    'date:{2026-11-05 TO *]',
    'date:[* TO 2026-11-05}',
    'date:[2026-11-05T12:30:15Z TO 2026-11-05T12:30:15.250Z}',
    'date:>2026-11-05',
    'date:<2026-11-05',
    'type:{feccft TO *]',
    'type:[a TO b]',
  ])('%s', (q) => {
    expect(matches(q)).toBe(false)
  })
})

describe('a malformed query', () => {
  it.each([
    ['(type:feccft', 'there is no closing ) for the ( at character 1'],
    ['type:feccft)', 'there is no ( for the ) at character 12'],
    ['description:"open', 'there is no closing " for the one at character 13'],
    ['type:', 'expected a term, found the end at character 6'],
    ['a AND', 'expected a term, found the end at character 6'],
    ['a OR', 'expected a term, found the end at character 5'],
    ['NOT', 'expected a term, found the end at character 4'],
    ['AND a', 'expected a term, found AND at character 1'],
    ['a AND OR b', 'expected a term, found OR at character 7'],
    ['()', 'expected a term, found ")" at character 2'],
    ['[a TO b]', 'expected a term, found "[" at character 1'],
    ['date:[2026-11-01', 'expected TO, found the end at character 17'],
    ['date:[2026-11-01 - *]', 'expected TO, found "-" at character 18'],
    ['date:[2026-11-01 TO *', 'there is no closing bracket for the one at character 6'],
    ['date:[2026-11-01 TO * x', 'expected a closing bracket, found "x" at character 23'],
    ['date:yesterday', 'expected a date like 2026-11-01 or 2026-11-01T10:00:00Z at character 6'],
    ['date:[2026-02-30 TO *]', 'expected a date like'],
    ['date:2026-13', 'expected a date like'],
    ['ip:[1* TO 2]', 'a range takes no wildcard but a single * at character 5'],
    ['nam~2', '"~" is not supported, put the term in quotes, at character 4'],
    ['"a b"~2', '"~" is not supported, put the term in quotes, at character 6'],
    ['a^2', '"^" is not supported, put the term in quotes, at character 2'],
    ['a\\', 'expected a character behind the backslash, found the end at character 3'],
    ['('.repeat(500), 'the query is nested too deeply at character'],
    ['!'.repeat(1000), 'the query is nested too deeply at character'],
  ])('%s: names the place', (q, message) => {
    expect(() => parseLogQuery(q)).toThrow(message)
  })
})

describe('narrowing', () => {
  const since = Date.UTC(2026, 10, 1)
  const until = Date.UTC(2026, 10, 3)
  it.each([
    ['type:FAPI', { type: 'fapi' }],
    ['type:fapi AND date:[2026-11-01 TO 2026-11-02] AND x', { type: 'fapi', since, until }],
    ['date:>=2026-11-01 AND (date:<2026-11-03 AND date:<2027)', { since, until }],
    ['+date:[2026-11-01 TO *] x', { since }],
    ['NOT type:fapi', {}],
    ['type:fapi OR x', {}],
    ['type:f*', {}],
    ['date:2026-11* AND x', {}],
  ])('%s', (q, narrowed) => {
    expect(narrowLogQuery({ kind: 'all', of: [parseLogQuery(q)] })).toEqual(narrowed)
  })
})

it('takes at most pattern × text steps, however many wildcards there are', () => {
  const text = 'a'.repeat(2048)
  const parts = Array.from({ length: 400 }, (): PatternPart[] => ['a', { wildcard: '*' }]).flat()
  let steps = 0
  const pattern = new Proxy<PatternPart[]>([...parts, 'b'], {
    get(target, key) {
      if (++steps > target.length * text.length) throw new Error('Too many steps')
      return Reflect.get(target, key)
    },
  })
  expect(matchPattern(pattern, text)).toBe(false)
  expect(steps).toBeGreaterThan(text.length)
})
