import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { JwtVerifier } from 'aws-jwt-verify'
import express from 'express'
import { auth, requiredScopes } from 'express-oauth2-jwt-bearer'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import jwt from 'jsonwebtoken'
import jwksClient from 'jwks-rsa'
import type { TokenServer } from '../../support/token-client.ts'
import type { Forgery } from './forge-token.ts'

interface OpenVerifier {
  /** Resolves with the payload; rejects with the library's own error. */
  verify(token: string): Promise<object>
  close?(): void
}

interface TokenVerifier {
  library: string
  schemes: ('http' | 'https')[]
  /** Set up as the library's documentation shows, for the tokens of the demo API. */
  open(server: TokenServer): Promise<OpenVerifier>
  /** What the library says of each forgery. */
  refusals: Record<Forgery, RegExp>
}

const JWKS_PATH = '.well-known/jwks.json'

const jose: TokenVerifier = {
  library: 'jose',
  schemes: ['http', 'https'],
  async open({ url, credentials: { demo } }) {
    const keys = createRemoteJWKSet(new URL(`${url}${JWKS_PATH}`))
    const options = { issuer: url, audience: demo.audience }
    return { verify: async (token) => (await jwtVerify(token, keys, options)).payload }
  },
  refusals: {
    'a payload changed after signing': /ERR_JWS_SIGNATURE_VERIFICATION_FAILED/,
    "another API's audience": /ERR_JWT_CLAIM_VALIDATION_FAILED: unexpected "aud"/,
    'the signature of another key under the kid of the right one':
      /ERR_JWS_SIGNATURE_VERIFICATION_FAILED/,
    'the signature of a key that the server does not publish': /ERR_JWKS_NO_MATCHING_KEY/,
    'alg none': /Unsupported "alg" value/,
    'alg none over the old signature': /Unsupported "alg" value/,
    'HS256 keyed with the published key': /Unsupported "alg" value/,
    'an end in the past': /ERR_JWT_EXPIRED/,
    'another issuer': /ERR_JWT_CLAIM_VALIDATION_FAILED: unexpected "iss"/,
  },
}

/** It fetches key sets over https only. */
const awsJwtVerify: TokenVerifier = {
  library: 'aws-jwt-verify',
  schemes: ['https'],
  async open({ url, credentials: { demo } }) {
    return JwtVerifier.create({
      issuer: url,
      audience: demo.audience,
      jwksUri: `${url}${JWKS_PATH}`,
      scope: 'extra',
    })
  },
  refusals: {
    'a payload changed after signing': /JwtInvalidSignatureError/,
    "another API's audience": /JwtInvalidAudienceError/,
    'the signature of another key under the kid of the right one': /JwtInvalidSignatureError/,
    'the signature of a key that the server does not publish': /KidNotFoundInJwksError/,
    'alg none': /JwtParseError/,
    'alg none over the old signature': /JwtInvalidSignatureAlgorithmError/,
    'HS256 keyed with the published key': /JwtInvalidSignatureAlgorithmError/,
    'an end in the past': /JwtExpiredError/,
    'another issuer': /JwtInvalidIssuerError/,
  },
}

const jsonwebtoken: TokenVerifier = {
  library: 'jsonwebtoken with jwks-rsa',
  schemes: ['http', 'https'],
  async open({ url, credentials: { demo } }) {
    const client = jwksClient({ jwksUri: `${url}${JWKS_PATH}` })
    const getKey: jwt.GetPublicKeyOrSecret = (header, callback) => {
      client.getSigningKey(header.kid, (error, key) => callback(error, key?.getPublicKey()))
    }
    const options = { issuer: url, audience: demo.audience }
    return {
      verify: (token) =>
        new Promise((resolve, reject) => {
          jwt.verify(token, getKey, options, (error, payload) =>
            error === null ? resolve(payload as jwt.JwtPayload) : reject(error),
          )
        }),
    }
  },
  refusals: {
    'a payload changed after signing': /invalid signature/,
    "another API's audience": /jwt audience invalid/,
    'the signature of another key under the kid of the right one': /invalid signature/,
    'the signature of a key that the server does not publish': /Unable to find a signing key/,
    'alg none': /jwt signature is required/,
    'alg none over the old signature': /invalid algorithm/,
    'HS256 keyed with the published key': /invalid algorithm/,
    'an end in the past': /TokenExpiredError/,
    'another issuer': /jwt issuer invalid/,
  },
}

/** An API of someone else: it finds the key set through discovery. */
export async function openExpressApi({ url, credentials: { demo } }: TokenServer) {
  const app = express()
  app.use(auth({ issuerBaseURL: url, audience: demo.audience }))
  app.get('/data', requiredScopes('read:data extra'), ({ auth }, response) => {
    response.json(auth?.payload)
  })
  app.get('/admin', requiredScopes('write:data'), (_, response) => response.json({}))
  const api = createServer(app).listen(0, '127.0.0.1')
  await once(api, 'listening')
  const { port } = api.address() as AddressInfo
  return {
    get: (path: string, token: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } }),
    close: () => api.close(),
  }
}

const expressOauth2JwtBearer: TokenVerifier = {
  library: 'express-oauth2-jwt-bearer',
  schemes: ['http', 'https'],
  async open(server) {
    const api = await openExpressApi(server)
    return {
      async verify(token) {
        const response = await api.get('/data', token)
        if (response.status === 200) return (await response.json()) as object
        throw new Error(`${response.status} ${response.headers.get('www-authenticate')}`)
      },
      close: api.close,
    }
  },
  refusals: {
    'a payload changed after signing': /401 .*signature verification failed/,
    "another API's audience": /401 .*Unexpected 'aud' value/,
    'the signature of another key under the kid of the right one':
      /401 .*signature verification failed/,
    'the signature of a key that the server does not publish': /401 .*no applicable key found/,
    'alg none': /401 .*Unsupported algorithm 'none'/,
    'alg none over the old signature': /401 .*Unsupported algorithm 'none'/,
    'HS256 keyed with the published key': /401 .*Unsupported algorithm 'HS256'/,
    'an end in the past': /401 .*'exp' claim/,
    'another issuer': /401 .*Unexpected 'iss' value/,
  },
}

export const TOKEN_VERIFIERS = [jose, awsJwtVerify, jsonwebtoken, expressOauth2JwtBearer]
