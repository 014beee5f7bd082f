import { parseArgs } from 'node:util'
import { shellWord } from './shell-word.ts'

/** What `npm start -- …` can be told. */
export interface StartOptions {
  port: number
  host: string
  dataDir: string
  /** Absent: as stored, or derived from host and port at the first start. */
  issuer: string | undefined
  hook: string | undefined
  secretsFile: string | undefined
  watch: boolean
  https: boolean
  jsonLogs: boolean
  /** Of npm packages; absent: npm's own. */
  registry: string | undefined
  newAdmin: boolean
  help: boolean
}

export const HELP = `Start a Hookmint tenant on this machine.

Usage: npm start -- [options]

  --port N             Port to listen on (default 3000; 0 takes a free one)
  --host NAME          Address to listen on (default 127.0.0.1: this machine only)
  --data-dir DIR       Where the tenant lives (default ./data)
  --issuer URL         Change the stored issuer, for example https://tokens.example.com/
  --hook FILE          Use this script as the enabled hook
  --secrets-file FILE  Give the hook the secrets in this dotenv file (with --hook)
  --watch              Save the hook anew whenever its file changes (with --hook)
  --https              Serve HTTPS with a certificate of a local authority, made at first use
  --registry URL       Where hooks' npm packages come from (default: npm_config_registry of the
                       environment, else https://registry.npmjs.org/)
  --new-admin          Make another admin application and show its credentials, once
  --json-logs          One JSON line an event, also on a terminal
  --help               Show this

Examples:
  npm start
  npm start -- --hook my-hook.js --watch
  npm start -- --hook my-hook.js --secrets-file .env --port 4000
  npm start -- --https
`

const DEFAULTS = { port: '3000', host: '127.0.0.1', dataDir: 'data' }

/** What cannot be understood, all of it together. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/**
 * Reads the arguments, with the registry that npm was configured for; throws `UsageError` naming everything that is
 * wrong.
 */
export function parseStartOptions(args: string[], npmRegistry?: string): StartOptions {
  const { values } = parse(args)
  const problems: string[] = []
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    problems.push(`--port must be a number from 0 to 65535, not ${values.port}`)
  }
  if (values['secrets-file'] !== undefined && values.hook === undefined) {
    problems.push('--secrets-file needs --hook FILE')
  }
  if (values.watch && values.hook === undefined) problems.push('--watch needs --hook FILE')
  if (values.issuer !== undefined && !isIssuer(values.issuer)) {
    problems.push(`--issuer must be an http(s) URL that ends in /, not ${values.issuer}`)
  }
  if (values.registry !== undefined && !isWebUrl(values.registry)) {
    problems.push('--registry must be an http(s) URL')
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  return {
    port,
    host: values.host,
    dataDir: values['data-dir'],
    issuer: values.issuer,
    hook: values.hook,
    secretsFile: values['secrets-file'],
    watch: values.watch,
    https: values.https,
    jsonLogs: values['json-logs'],
    registry: values.registry ?? (isWebUrl(npmRegistry) ? npmRegistry : undefined),
    newAdmin: values['new-admin'],
    help: values.help,
  }
}

/** What of the options another start of this server needs too, as words of a shell. */
export function optionsAgain({ port, host, dataDir, https }: StartOptions): string {
  const words = [
    ...(port === Number(DEFAULTS.port) ? [] : ['--port', String(port)]),
    ...(host === DEFAULTS.host ? [] : ['--host', host]),
    ...(dataDir === DEFAULTS.dataDir ? [] : ['--data-dir', shellWord(dataDir)]),
    ...(https ? ['--https'] : []),
  ]
  return words.map((word) => `${word} `).join('')
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: DEFAULTS.port },
        host: { type: 'string', default: DEFAULTS.host },
        'data-dir': { type: 'string', default: DEFAULTS.dataDir },
        issuer: { type: 'string' },
        hook: { type: 'string' },
        'secrets-file': { type: 'string' },
        watch: { type: 'boolean', default: false },
        https: { type: 'boolean', default: false },
        'json-logs': { type: 'boolean', default: false },
        registry: { type: 'string' },
        'new-admin': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function isIssuer(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && text === `${url.origin}/`
}

function isWebUrl(text: string | undefined): boolean {
  return /^https?:$/.test(URL.parse(text ?? '')?.protocol ?? '')
}
