import { styleText } from 'node:util'
import { matchesSecret } from '../functions/core/client-secret.ts'
import type { Clock } from '../functions/core/ports/clock.ts'
import type { TenantStore } from '../functions/core/ports/tenant-store.ts'
import { clientKey } from '../functions/core/record-keys.ts'
import { dashboardLink } from './dashboard-link.ts'
import {
  type FirstCredentials,
  firstCredentialsFile,
  readFirstCredentials,
} from './first-credentials.ts'
import { shellWord } from './shell-word.ts'

export interface Welcome {
  /** Where the server listens, with the trailing slash. */
  url: string
  issuer: string
  isNew: boolean
  dataDir: string
  hookName: string | undefined
  /** The file that the hook comes from, when it is watched. */
  watched: string | undefined
  /** PEM file of the authority to trust, with `--https`. */
  caFile: string | undefined
  /** Options that the next start needs too, each with a space behind it. */
  again: string
}

/** What a person needs next, on standard error: standard output is for events. */
export async function printWelcome(
  welcome: Welcome,
  { store, clock }: { store: TenantStore; clock: Clock },
): Promise<void> {
  const { url, issuer, isNew, dataDir, hookName, watched, caFile, again } = welcome
  const bold = (text: string) => styleText('bold', text, { stream: process.stderr })
  const credentials = await readFirstCredentials(dataDir)
  const dashboard = await dashboardLink(url, credentials, { store, clock })
  const lines = [
    `${bold('Hookmint')} is listening on ${url}${isNew ? ' (a new tenant was made)' : ''}`,
    '',
    `  Dashboard        ${dashboard.address}${dashboard.note && ` (${dashboard.note})`}`,
    `  Token endpoint   ${url}oauth/token`,
    `  Public keys      ${url}.well-known/jwks.json`,
    `  Enabled hook     ${hookName ?? 'none'}${watched ? ` (saved anew when ${watched} changes)` : ''}`,
    `  Data folder      ${dataDir}`,
  ]
  if (credentials)
    lines.push(`  Credentials      ${firstCredentialsFile(dataDir)} (demo and admin)`)
  if (issuer !== url) {
    lines.push('', `Tokens name the issuer ${issuer}, as stored. To change it: --issuer ${url}`)
  }
  if (caFile) {
    lines.push(
      '',
      'The certificate is signed by an authority of this machine. To trust it:',
      `  curl --cacert ${shellWord(caFile)} …    or    export NODE_EXTRA_CA_CERTS=${shellWord(caFile)}`,
    )
  }
  if (credentials && (await isLive(credentials, store, clock))) {
    lines.push('', bold('Get a token:'), '', curlLine(url, credentials, caFile))
  }
  if (watched === undefined) {
    lines.push(
      '',
      bold('Change the token: stop with Ctrl-C, then'),
      '',
      '  cp hooks/examples/tutorial/hook.js my-hook.js',
      `  npm start -- ${again}--hook my-hook.js --watch`,
    )
  }
  process.stderr.write(`${lines.join('\n')}\n\n`)
}

/** Whether the demo application still is as the file says: its owner may have removed or rotated it. */
async function isLive({ demo }: FirstCredentials, store: TenantStore, clock: Clock) {
  const [client] = await store.read([clientKey(demo.client_id)])
  return matchesSecret(client?.value.secrets ?? [], demo.client_secret, clock.now())
}

function curlLine(url: string, { demo }: FirstCredentials, caFile: string | undefined): string {
  const body = JSON.stringify({ grant_type: 'client_credentials', ...demo })
  const trust = caFile === undefined ? '' : `--cacert ${shellWord(caFile)} `
  return `curl -s ${trust}${url}oauth/token -H 'content-type: application/json' -d '${body}'`
}
