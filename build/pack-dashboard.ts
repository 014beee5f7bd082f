import type { PackedSiteFile } from '../functions/site/read-site-files.ts'
import { buildDashboard } from './dashboard.ts'

/** The dashboard's files as the JSON that the function `site` reads. */
export async function packDashboard(): Promise<string> {
  const packed: [path: string, file: PackedSiteFile][] = []
  for (const [path, { gzip, ...file }] of await buildDashboard()) {
    packed.push([path, { ...file, gzip: Buffer.from(gzip).toString('base64') }])
  }
  return JSON.stringify(packed)
}
