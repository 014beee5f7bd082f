// The physical limit: parses the body, makes one RSA-2048 signature, answers. With the argument
// `callback` the signature is made on libuv's threads.
import { generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { announce } from './announce.ts'
import { DEMO, TOKEN_PARAMETERS } from './demo.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const header = encode({ typ: 'JWT', alg: 'RS256' })
const answer = process.argv[2] === 'callback' ? answerWithCallback : answerAtOnce

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => answer(signingInput(chunks), response, request))
})

announce(server, {
  request: {
    path: '/oauth/token',
    contentType: 'application/json',
    body: JSON.stringify({ ...TOKEN_PARAMETERS, audience: DEMO.audience }),
  },
  publicKey: publicKey.export({ format: 'jwk' }),
})

function signingInput(chunks: Buffer[]): string {
  const { client_id, audience, scope } = JSON.parse(Buffer.concat(chunks).toString())
  const iat = Math.floor(Date.now() / 1000)
  const exp = iat + DEMO.tokenLifetimeSeconds
  return `${header}.${encode({ iss: DEMO.issuer, sub: client_id, aud: audience, iat, exp, scope })}`
}

function answerAtOnce(input: string, response: ServerResponse): void {
  send(response, input, sign('sha256', Buffer.from(input), privateKey))
}

function answerWithCallback(
  input: string,
  response: ServerResponse,
  request: IncomingMessage,
): void {
  sign('sha256', Buffer.from(input), privateKey, (error, signature) => {
    if (error) request.destroy(error)
    else send(response, input, signature)
  })
}

function send(response: ServerResponse, input: string, signature: Buffer): void {
  const body = JSON.stringify({
    access_token: `${input}.${signature.toString('base64url')}`,
    expires_in: DEMO.tokenLifetimeSeconds,
    token_type: 'Bearer',
  })
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
