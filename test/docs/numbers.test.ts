import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { count, size } from '../../build/docs/markdown.ts'
import { hookConfiguration } from '../../functions/aws/lambda-hook-function.ts'
import { ASSERTION_ALGS } from '../../functions/core/client-credential.ts'
import { SECRET_BYTES } from '../../functions/core/client-secret.ts'
import { LEASE_MS } from '../../functions/core/hook-deployment.ts'
import { UNPINNED_MS } from '../../functions/core/hook-retention.ts'
import { MAX_TOKEN_REQUEST_BYTES } from '../../functions/core/http.ts'
import { JWKS_MAX_AGE_SECONDS } from '../../functions/core/signing-keys.ts'
import { MIN_SECRET_CHARACTERS } from '../../functions/management/contract/clients.ts'
import { REQUESTS_PER_MINUTE } from '../../functions/management/count-request.ts'
import { MARGIN_SECONDS } from '../../functions/management/keys/rotate-signing-key.ts'
import { FAILED_ATTEMPTS } from '../../functions/token/create-attempt-limit.ts'
import { MAX_ASSERTION_SECONDS } from '../../functions/token/verify-client-assertion.ts'
import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import { WRITE_DELAY_MS } from '../../local/log/event-log.ts'
import { FINISH_WITHIN_MS } from '../../local/stop-on-signals.ts'
import manifest from '../../package.json' with { type: 'json' }
import { ROOT } from './support/read-document.ts'

const NAMES = new Map([
  [5, 'five'],
  [6, 'six'],
  [10, 'ten'],
  [20, 'twenty'],
])
const named = (value: number) => NAMES.get(value) ?? String(value)
const minutes = (seconds: number) => `${named(seconds / 60)} minutes`
const node = manifest.dependencies.node.split('.')[0]
const { maxFailures, windowMs } = FAILED_ATTEMPTS
const isRedacted = HOOK_LIMITS.redactedSecretMinCharacters

/** Sentences with a number of the code; tables are written by `npm run docs`. */
const SENTENCES: [document: string, sentence: string][] = [
  ['docs/api.md', `JSON or a form, at most ${size(MAX_TOKEN_REQUEST_BYTES)},`],
  ['docs/api.md', `RFC 7523: ${ASSERTION_ALGS.join(', ')};`],
  ['docs/api.md', `at most ${minutes(MAX_ASSERTION_SECONDS)} to \`exp\``],
  ['docs/api.md', `An application may call ${count(REQUESTS_PER_MINUTE)} times a minute`],
  ['docs/architecture.md', `what was pinned in the last ${UNPINNED_MS / 60_000} minutes`],
  ['docs/hooks.md', `run by Node ${node};`],
  ['docs/hooks.md', `every secret value of ${isRedacted} or more characters`],
  ['docs/migrate.md', `a secret has at least ${MIN_SECRET_CHARACTERS} characters`],
  [
    'docs/operate.md',
    `those under way are finished within ${named(FINISH_WITHIN_MS / 1000)} seconds`,
  ],
  [
    'docs/operate.md',
    `at most the last ${WRITE_DELAY_MS === 100 ? 'tenth' : '?'} of a second of the log`,
  ],
  ['docs/operate.md', `its \`max-age\` of ${minutes(JWKS_MAX_AGE_SECONDS)}`],
  [
    'docs/operate.md',
    `a key younger than ${named((JWKS_MAX_AGE_SECONDS + MARGIN_SECONDS) / 60)} is not yet`,
  ],
  ['docs/security.md', `Random, ${SECRET_BYTES * 8} bits,`],
  ['docs/security.md', `Secrets of ${SECRET_BYTES * 8} bits`],
  ['docs/security.md', `${named(maxFailures)} failures within a minute`],
  ['docs/security.md', `from ${isRedacted} characters on`],
  ['docs/security.md', `shorter than ${isRedacted} characters`],
  ['docs/security.md', `until it expires**, at most ${minutes(MAX_ASSERTION_SECONDS)}`],
  ['GLOSSARY.md', `**lease**, ${minutes(LEASE_MS / 1000)} from the beginning`],
]

it.each(SENTENCES)('%s says "%s"', (document, sentence) => {
  const text = readFileSync(join(ROOT, document), 'utf8').replaceAll(/\s+/g, ' ')
  expect(text.toLowerCase()).toContain(sentence.toLowerCase())
})

it('a minute is what failed attempts are counted in', () => {
  expect(windowMs).toBe(60_000)
})

it('hooks have the same Node in both homes', () => {
  expect(hookConfiguration({ prefix: '', roleArn: '' }).Runtime).toBe(`nodejs${node}.x`)
})
