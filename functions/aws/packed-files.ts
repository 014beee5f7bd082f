import { gunzipSync, gzipSync } from 'node:zlib'

/** Files within JSON, by path: each by gzip, in base64. Lambda carries 6 MB either way. */
export type PackedFiles = Record<string, string>

export function packFiles(files: ReadonlyMap<string, Uint8Array>): PackedFiles {
  return Object.fromEntries(
    [...files].map(([path, content]) => [path, gzipSync(content).toString('base64')]),
  )
}

export function unpackFiles(packed: PackedFiles): Map<string, Uint8Array> {
  return new Map(
    Object.entries(packed).map(([path, text]) => [path, gunzipSync(Buffer.from(text, 'base64'))]),
  )
}
