import { type ZipOptions, zipSync } from 'fflate'

/** Nothing is compressed, nothing dated: the same bytes on every machine, from every release of the library. */
const PLAIN: ZipOptions = {
  level: 0,
  /** Unix, where the upper half of the attributes is the mode. */
  os: 3,
  attrs: 0o100_644 * 2 ** 16,
  /** The first day that the format knows; it knows no time zone. */
  mtime: new Date(1980, 0, 1),
}

/** A ZIP archive of files, by path. The same files give the same bytes. */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1))
  return zipSync(Object.fromEntries(sorted), PLAIN)
}
