import { readFile } from 'node:fs/promises'
import type { SiteFile, SiteFiles } from './site-files.ts'

/** A file as the build packs it. */
export interface PackedSiteFile extends Omit<SiteFile, 'gzip'> {
  /** Base64. */
  gzip: string
}

/** Reads what the build has packed: a JSON array of paths and files. */
export async function readSiteFiles(file: URL): Promise<SiteFiles> {
  const packed: [string, PackedSiteFile][] = JSON.parse(await readFile(file, 'utf8'))
  return new Map(
    packed.map(([path, { gzip, ...site }]) => [
      path,
      { ...site, gzip: Buffer.from(gzip, 'base64') },
    ]),
  )
}
