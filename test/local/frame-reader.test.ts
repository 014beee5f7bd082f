import { expect, it } from 'vitest'
import { encodeFrame } from '../../local/encode-frame.ts'
import { createFrameReader } from '../../local/frame-reader.ts'

const TEXTS = ['{}', '', '"漢字 é 😀"', 'x'.repeat(300)]
const BYTES = Buffer.concat(TEXTS.map(encodeFrame))

it('puts frames together that are split at any byte', () => {
  for (let split = 0; split <= BYTES.length; split++) {
    const reader = createFrameReader(1000)
    const texts = [...reader.push(BYTES.subarray(0, split)), ...reader.push(BYTES.subarray(split))]
    expect(texts).toEqual(TEXTS)
    expect(reader.pendingBytes).toBe(0)
  }
})

it('puts frames together that come byte by byte', () => {
  const reader = createFrameReader(1000)
  expect([...BYTES].flatMap((byte) => reader.push(Buffer.from([byte])))).toEqual(TEXTS)
})

it('counts the bytes of an unfinished frame', () => {
  const reader = createFrameReader(1000)
  expect(reader.push(Buffer.concat([encodeFrame('a'), Buffer.from([9, 0])]))).toEqual(['a'])
  expect(reader.pendingBytes).toBe(2)
})

it('refuses a frame that is too large as soon as its length is known', () => {
  const frame = encodeFrame('x'.repeat(11))
  expect(() => createFrameReader(10).push(frame.subarray(0, 4))).toThrow(RangeError)
  expect(createFrameReader(11).push(frame)).toEqual(['x'.repeat(11)])
})
