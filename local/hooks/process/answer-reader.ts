const HEADER_BYTES = 4

/**
 * Finds the frames of a hook process's entry among the bytes that come from the process, wherever
 * they are split. A frame is known by its beginning, which nobody but the entry can write; what
 * lies before it is not the entry's.
 */
export interface AnswerReader {
  push(chunk: Buffer): void
  /** The text of the next frame when it is whole and begins so; to be asked until it is not. */
  next(start: string): string | undefined
  /** Bytes came that are none of the entry's. */
  readonly strayed: boolean
  /** Bytes that are not yet a frame. */
  readonly pendingBytes: number
}

/** A reader for frames of at most `maxBytes`; it never holds more than that and one chunk. */
export function createAnswerReader(maxBytes: number): AnswerReader {
  let parts: Buffer[] = []
  let pendingBytes = 0
  /** Of the frame whose beginning is there; only then must bytes be kept. */
  let wantedBytes = 0
  let strayed = false

  return {
    push(chunk) {
      if (chunk.length === 0) return
      parts.push(chunk)
      pendingBytes += chunk.length
    },
    next(start) {
      if (pendingBytes === 0 || pendingBytes < wantedBytes) return undefined
      const data = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
      const at = data.indexOf(start, HEADER_BYTES, 'latin1')
      const length = at < 0 ? 0 : data.readUInt32LE(at - HEADER_BYTES)
      if (at < 0 || length > maxBytes) return search(data, start)
      strayed ||= at > HEADER_BYTES
      const end = at + length
      if (data.length < end) return keep(data.subarray(at - HEADER_BYTES), HEADER_BYTES + length)
      keep(data.subarray(end), 0)
      return data.toString('utf8', at, end)
    },
    get strayed() {
      return strayed
    },
    get pendingBytes() {
      return pendingBytes
    },
  }

  /** The beginning may have come in part. */
  function search(data: Buffer, start: string): undefined {
    const isTooLarge = data.length >= HEADER_BYTES && data.readUInt32LE(0) > maxBytes
    const seen = data.toString('latin1', HEADER_BYTES, HEADER_BYTES + start.length)
    strayed ||= isTooLarge || !start.startsWith(seen)
    return keep(strayed ? Buffer.from(data.subarray(1 - HEADER_BYTES - start.length)) : data, 0)
  }

  function keep(data: Buffer, wanted: number): undefined {
    parts = data.length === 0 ? [] : [data]
    pendingBytes = data.length
    wantedBytes = wanted
  }
}
