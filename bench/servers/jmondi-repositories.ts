import { randomBytes, timingSafeEqual } from 'node:crypto'
import type {
  OAuthClient,
  OAuthClientRepository,
  OAuthScopeRepository,
  OAuthToken,
  OAuthTokenRepository,
} from '@jmondi/oauth2-server'
import { DEMO } from './demo.ts'

const client: OAuthClient = {
  id: DEMO.clientId,
  name: 'demo',
  secret: DEMO.clientSecret,
  redirectUris: [],
  allowedGrants: ['client_credentials'],
  scopes: [{ name: DEMO.scope }],
}

/** As many as the other peer's in-memory adapter remembers. */
const KEPT_TOKENS = 1000
const tokens = new Map<string, OAuthToken>()

/** The one client, in memory. */
export const clientRepository: OAuthClientRepository = {
  async getByIdentifier(id) {
    if (id !== client.id) throw new Error(`There is no client ${id}`)
    return client
  },
  async isClientValid(grantType, { secret, allowedGrants }, given = '') {
    const isSecret =
      given.length === secret?.length && timingSafeEqual(Buffer.from(given), Buffer.from(secret))
    return isSecret && allowedGrants.includes(grantType)
  },
}

/** The one scope. */
export const scopeRepository: OAuthScopeRepository = {
  async getAllByIdentifiers(names) {
    return client.scopes.filter(({ name }) => names.includes(name))
  },
  async finalize(scopes) {
    return scopes
  },
}

/** Tokens are remembered in memory, the latest only. */
export const tokenRepository: OAuthTokenRepository = {
  async issueToken(owner, scopes) {
    const accessToken = randomBytes(24).toString('base64url')
    return { accessToken, accessTokenExpiresAt: new Date(), client: owner, scopes }
  },
  async persist(token) {
    tokens.set(token.accessToken, token)
    const [oldest] = tokens.keys()
    if (tokens.size > KEPT_TOKENS && oldest !== undefined) tokens.delete(oldest)
  },
  async revoke({ accessToken }) {
    tokens.delete(accessToken)
  },
  async issueRefreshToken() {
    throw new Error('Refresh tokens are not given here')
  },
  async isRefreshTokenRevoked() {
    return true
  },
  async getByRefreshToken() {
    throw new Error('Refresh tokens are not given here')
  },
}
