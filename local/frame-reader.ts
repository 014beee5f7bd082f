const HEADER_BYTES = 4

/** Puts frames together from the chunks in which they arrive, wherever they are split. */
export interface FrameReader {
  /** The texts of the frames that this chunk completed. Throws `RangeError` for one too large. */
  push(chunk: Buffer): string[]
  /** Bytes of a frame that is not complete. */
  readonly pendingBytes: number
}

/** A reader for frames of at most `maxBytes`; it never holds more than that and one chunk. */
export function createFrameReader(maxBytes: number): FrameReader {
  let parts: Buffer[] = []
  let pendingBytes = 0
  let wantedBytes = HEADER_BYTES

  function push(chunk: Buffer): string[] {
    pendingBytes += chunk.length
    parts.push(chunk)
    if (pendingBytes < wantedBytes) return []
    const texts: string[] = []
    let data = parts.length === 1 ? chunk : Buffer.concat(parts)
    wantedBytes = HEADER_BYTES
    while (data.length >= HEADER_BYTES) {
      const length = data.readUInt32LE(0)
      if (length > maxBytes) throw new RangeError(`A frame of ${length} bytes`)
      wantedBytes = HEADER_BYTES + length
      if (data.length < wantedBytes) break
      texts.push(data.toString('utf8', HEADER_BYTES, wantedBytes))
      data = data.subarray(wantedBytes)
      wantedBytes = HEADER_BYTES
    }
    parts = data.length === 0 ? [] : [data]
    pendingBytes = data.length
    return texts
  }

  return {
    push,
    get pendingBytes() {
      return pendingBytes
    },
  }
}
