import { expect, it } from 'vitest'
import {
  type AnswerReader,
  createAnswerReader,
} from '../../../../local/hooks/process/answer-reader.ts'
import { encodeFrame } from '../../../../local/hooks/process/encode-frame.ts'

const ANSWERS = ['{"id":"a","outcome":1}', '{"id":"b","漢":"é 😀"}', `{"id":"c",${'x'.repeat(300)}`]
const STARTS = ['{"id":"a",', '{"id":"b",', '{"id":"c",']
const BYTES = Buffer.concat(ANSWERS.map(encodeFrame))

it('puts answers together that are split at any byte', () => {
  for (let split = 0; split <= BYTES.length; split++) {
    const reader = createAnswerReader(1000)
    const starts = [...STARTS]
    expect([
      ...readAll(reader, BYTES.subarray(0, split), starts),
      ...readAll(reader, BYTES.subarray(split), starts),
    ]).toEqual(ANSWERS)
    expect(reader).toMatchObject({ strayed: false, pendingBytes: 0 })
  }
})

it('puts answers together that come byte by byte', () => {
  const reader = createAnswerReader(1000)
  const starts = [...STARTS]
  const texts = [...BYTES].flatMap((byte) => readAll(reader, Buffer.from([byte]), starts))
  expect(texts).toEqual(ANSWERS)
  expect(reader.strayed).toBe(false)
})

it.each([
  ['text', Buffer.from('garbage')],
  ['a frame of another', encodeFrame('{"id":"z","outcome":1}')],
  ['a long frame of another', encodeFrame('z'.repeat(5000))],
  ['the header of a frame that never comes', Buffer.from([0, 2, 0, 0])],
  ['half a frame', encodeFrame('{"id":"a",').subarray(0, 9)],
])('finds the answers behind %s, and says that something else came', (_, stray) => {
  for (const size of [1, 7, 10_000]) {
    const reader = createAnswerReader(1000)
    const starts = [...STARTS]
    const bytes = Buffer.concat([stray, BYTES])
    const texts: string[] = []
    for (let at = 0; at < bytes.length; at += size) {
      texts.push(...readAll(reader, bytes.subarray(at, at + size), starts))
    }
    expect(texts).toEqual(ANSWERS)
    expect(reader.strayed).toBe(true)
  }
})

it('keeps next to nothing of a flood', () => {
  const reader = createAnswerReader(1000)
  for (let chunk = 0; chunk < 100; chunk++) {
    expect(readAll(reader, Buffer.alloc(65_536, 'x'), ['{"id":"a",'])).toEqual([])
    expect(reader.pendingBytes).toBeLessThan(20)
  }
})

it('refuses a frame that is too large as soon as its length is known', () => {
  const reader = createAnswerReader(20)
  readAll(reader, encodeFrame('x'.repeat(21)).subarray(0, 4), ['{"id":"a",'])
  expect(reader.strayed).toBe(true)
})

/** What a chunk completes, of answers that begin so in turn. */
function readAll(reader: AnswerReader, chunk: Buffer, starts: string[]): string[] {
  const texts: string[] = []
  reader.push(chunk)
  for (;;) {
    const text = starts[0] === undefined ? undefined : reader.next(starts[0])
    if (text === undefined) return texts
    texts.push(text)
    starts.shift()
  }
}
