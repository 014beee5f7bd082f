import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as client from 'openid-client'
import { describe, expect, it } from 'vitest'
import { expectTutorialToken } from '../support/expect-tutorial-token.ts'
import { localServer } from './support/local-server.ts'

const run = promisify(execFile)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What a program of someone else would look like, in full. */
const PROGRAM = `
  import * as client from 'openid-client'
  const [server, id, secret, audience] = process.argv.slice(1)
  const config = await client.discovery(new URL(server), id, secret)
  const tokens = await client.clientCredentialsGrant(config, { audience })
  console.log(tokens.access_token)
`

describe('openid-client over http, told to allow it', () => {
  const server = localServer()

  const AUTHENTICATION = {
    'its own choice of authentication': () => undefined,
    ClientSecretPost: client.ClientSecretPost,
    ClientSecretBasic: client.ClientSecretBasic,
  }

  describe.each(['oidc', 'oauth2'] as const)('after %s discovery', (algorithm) => {
    it.each(Object.entries(AUTHENTICATION))(
      'obtains the token of the tutorial with %s',
      async (_, authenticate) => {
        const { client_id, client_secret, audience } = server().credentials.demo
        const config = await client.discovery(
          new URL(server().url),
          client_id,
          client_secret,
          authenticate(client_secret),
          { algorithm, execute: [client.allowInsecureRequests] },
        )
        expect(config.serverMetadata().issuer).toBe(server().url)
        const tokens = await client.clientCredentialsGrant(config, { audience, scope: 'read:data' })
        expectTutorialToken(tokens.access_token, server())
        expect(tokens.scope).toBe('read:data extra')
        expect(tokens.expiresIn()).toBeGreaterThan(86_390)
      },
    )
  })
})

describe('openid-client over https', () => {
  const server = localServer(['--https'])

  function runProgram(trust: Record<string, string>) {
    const { client_id, client_secret, audience } = server().credentials.demo
    return run(
      process.execPath,
      ['--input-type=module', '--eval', PROGRAM, server().url, client_id, client_secret, audience],
      { cwd: ROOT, env: { ...process.env, ...trust } },
    )
  }

  it('obtains the token of the tutorial in a process that trusts the local authority', async () => {
    const { stdout } = await runProgram({
      NODE_EXTRA_CA_CERTS: join(server().dataDir, 'tls', 'ca.pem'),
    })
    expectTutorialToken(stdout.trim(), server())
  })

  it('refuses the server in a process that does not', async () => {
    await expect(runProgram({})).rejects.toMatchObject({
      stdout: '',
      stderr: expect.stringMatching(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE/),
    })
  })
})
