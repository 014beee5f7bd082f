const HEADER_BYTES = 4

/** A frame of the channel to a hook process: length in bytes (32 bits, little-endian), then text. */
export function encodeFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length)
  frame.writeUInt32LE(length, 0)
  frame.write(text, HEADER_BYTES, length, 'utf8')
  return frame
}
