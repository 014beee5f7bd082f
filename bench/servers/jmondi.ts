// `@jmondi/oauth2-server` on fastify, with `extraTokenFields` as its hook, in process.
import { generateKeyPairSync } from 'node:crypto'
import { AuthorizationServer } from '@jmondi/oauth2-server'
import {
  handleFastifyError,
  handleFastifyReply,
  requestFromFastify,
} from '@jmondi/oauth2-server/fastify'
import { fastify } from 'fastify'
import { announce } from './announce.ts'
import { DEMO, TOKEN_PARAMETERS } from './demo.ts'
import { clientRepository, scopeRepository, tokenRepository } from './jmondi-repositories.ts'
import { Rs256JwtService } from './jmondi-rs256.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

const oauth = new AuthorizationServer(
  clientRepository,
  tokenRepository,
  scopeRepository,
  new Rs256JwtService(privateKey),
  { issuer: DEMO.issuer },
)
oauth.enableGrantType('client_credentials')

const app = fastify()
app.post('/token', async (request, reply) => {
  try {
    const answer = await oauth.respondToAccessTokenRequest(requestFromFastify(request))
    handleFastifyReply(reply, answer)
  } catch (error) {
    handleFastifyError(error, reply)
  }
  return reply
})
await app.ready()

announce(app.server, {
  request: {
    path: '/token',
    contentType: 'application/json',
    body: JSON.stringify({ ...TOKEN_PARAMETERS, audience: DEMO.audience }),
  },
  publicKey: publicKey.export({ format: 'jwk' }),
})
