/** A file of the dashboard. */
export interface SiteFile {
  contentType: string
  text: string
  /** The text's UTF-8 bytes, compressed. */
  gzip: Uint8Array
  /** SHA-256 of the text, base64url. */
  sha: string
  /** Whether another content would have another name. */
  isHashed: boolean
}

/** Files by their path below `/dashboard/`; `index.html` is the page. */
export type SiteFiles = ReadonlyMap<string, SiteFile>
