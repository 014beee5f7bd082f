import { expect, it } from 'vitest'
import { parseAnswer } from '../../../../local/hooks/process/parse-answer.ts'

const REPORT = { durationMs: 1.5, console: [], consoleDropped: 0, pending: [] }
const LINE = { level: 'log', text: 'hello', atMs: 0 }
const ERROR = { name: 'Error', message: 'no' }

function parse(outcome: unknown, id = 'one') {
  return parseAnswer(JSON.stringify({ id, outcome }), 'one')
}

it.each([
  { ...REPORT, kind: 'result' },
  { ...REPORT, kind: 'result', result: null },
  { ...REPORT, kind: 'result', result: { scope: ['a'] } },
  { ...REPORT, kind: 'probed' },
  { ...REPORT, kind: 'refused', error: ERROR },
  { ...REPORT, kind: 'failed', cause: 'threw', error: { ...ERROR, stack: 'at' } },
  { ...REPORT, kind: 'failed', cause: 'timed-out' },
  { ...REPORT, kind: 'result', console: [LINE], consoleDropped: 3, pending: ['Timeout'] },
])('takes %j as it is', (outcome) => {
  expect(parse(outcome)).toEqual(outcome)
})

it.each([
  null,
  [],
  'result',
  {},
  { ...REPORT },
  { ...REPORT, kind: 'other' },
  { ...REPORT, kind: 'refused' },
  { ...REPORT, kind: 'refused', error: { name: 'Error' } },
  { ...REPORT, kind: 'refused', error: { ...ERROR, stack: 1 } },
  { ...REPORT, kind: 'failed' },
  { ...REPORT, kind: 'failed', cause: 'boredom' },
  { ...REPORT, kind: 'failed', cause: 'threw', error: 'no' },
  { ...REPORT, kind: 'result', durationMs: '1' },
  { ...REPORT, kind: 'result', durationMs: -1 },
  { ...REPORT, kind: 'result', console: {} },
  { ...REPORT, kind: 'result', console: [{ ...LINE, level: 'shout' }] },
  { ...REPORT, kind: 'result', console: [{ ...LINE, text: 1 }] },
  { ...REPORT, kind: 'result', console: [null] },
  { ...REPORT, kind: 'result', pending: [1] },
  { ...REPORT, kind: 'result', consoleDropped: null },
])('refuses %j', (outcome) => {
  expect(parse(outcome)).toBeUndefined()
})

it('refuses what is no JSON, no object or the answer to another event', () => {
  expect(parseAnswer('', 'one')).toBeUndefined()
  expect(parseAnswer('{"id":"one",', 'one')).toBeUndefined()
  expect(parseAnswer('null', 'one')).toBeUndefined()
  expect(parse({ ...REPORT, kind: 'probed' }, 'two')).toBeUndefined()
})
