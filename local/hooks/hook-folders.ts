import { createHash } from 'node:crypto'
import { join } from 'node:path'

const VERSION_ARN = /^[A-Za-z0-9_-]{1,64}\/[0-9a-f]{32}$/

/** Whether this could be the local name of a version: such names never lead out of the folder. */
export function isLocalVersionArn(versionArn: string): boolean {
  return VERSION_ARN.test(versionArn)
}

/** `<hookId>/<32 hexadecimal digits>`, the digits following from code and runtime. */
export function localVersionArn(hookId: string, codeSha: string, runtimeSha: string): string {
  const sha = createHash('sha256').update(`${codeSha} ${runtimeSha}`).digest('hex')
  return `${hookId}/${sha.slice(0, 32)}`
}

/** Where all hooks are. */
export function hooksFolder(dataDir: string): string {
  return join(dataDir, 'hooks')
}

/** Where the files of a version are. */
export function versionFolder(dataDir: string, versionArn: string): string {
  return join(hooksFolder(dataDir), versionArn)
}
