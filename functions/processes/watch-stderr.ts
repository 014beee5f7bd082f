import type { Readable } from 'node:stream'

const KEPT_BYTES = 4 * 1024
const OUT_OF_MEMORY = 'heap out of memory'

/** Reads a process's stderr to its end, whatever comes, and keeps but its last 4 KB. */
export function watchStderr(stderr: Readable): { sawOutOfMemory: () => boolean } {
  let tail: Buffer = Buffer.alloc(0)
  let sawOutOfMemory = false
  stderr.on('data', (chunk: Buffer) => {
    const text = Buffer.concat([tail, chunk])
    sawOutOfMemory ||= text.includes(OUT_OF_MEMORY)
    tail = Buffer.from(text.subarray(-KEPT_BYTES))
  })
  stderr.on('error', () => {})
  return { sawOutOfMemory: () => sawOutOfMemory }
}
