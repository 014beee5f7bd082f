import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectTutorialToken } from '../support/expect-tutorial-token.ts'
import { FORGERIES, type Forgery, obtainToken } from './support/forge-token.ts'
import { localServer } from './support/local-server.ts'
import { openExpressApi, TOKEN_VERIFIERS } from './support/token-verifiers.ts'

const forgeries = Object.keys(FORGERIES) as Forgery[]

describe.each(['http', 'https'] as const)('tokens and keys over %s', (scheme) => {
  const server = localServer(scheme === 'https' ? ['--https'] : [])
  if (scheme === 'https') trustAuthorityOf(() => server().dataDir)

  const verifiers = TOKEN_VERIFIERS.filter(({ schemes }) => schemes.includes(scheme))
  describe.each(verifiers)('$library', ({ open, refusals }) => {
    let verifier: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      verifier = await open(server())
    })
    afterAll(() => verifier.close?.())

    it('takes the token of the tutorial and gives its payload', async () => {
      const token = await obtainToken(server())
      expectTutorialToken(token, server())
      expect(await verifier.verify(token)).toEqual(decodeJwt(token))
    })

    it.each(forgeries)('refuses a token with %s', async (forgery) => {
      const token = await FORGERIES[forgery](server())
      const error = await verifier.verify(token).then(() => undefined, describeError)
      expect(error).toMatch(refusals[forgery])
    })
  })
})

describe('an Express API with requiredScopes', () => {
  const server = localServer()

  it('opens what the hook added a scope for, and nothing else', async () => {
    const api = await openExpressApi(server())
    const token = await obtainToken(server())
    expect((await api.get('/data', token)).status).toBe(200)
    const refused = await api.get('/admin', token)
    expect(refused.status).toBe(403)
    expect(refused.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    api.close()
  })
})

/** As NODE_EXTRA_CA_CERTS does, which a process reads only at its start. */
function trustAuthorityOf(dataDir: () => string) {
  const before = getCACertificates()
  beforeAll(() => {
    setDefaultCACertificates([...before, readFileSync(join(dataDir(), 'tls', 'ca.pem'), 'utf8')])
  })
  afterAll(() => setDefaultCACertificates(before))
}

function describeError(error: Error): string {
  const code = 'code' in error ? ` ${error.code}` : ''
  return `${error.constructor.name}${code}: ${error.message}`
}
