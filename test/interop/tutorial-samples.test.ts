import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectTutorialToken } from '../support/expect-tutorial-token.ts'
import { demoParameters } from '../support/token-client.ts'
import { localServer } from './support/local-server.ts'
import {
  type SampleRequest,
  TUTORIAL_SAMPLES,
  type TutorialSample,
} from './support/tutorial-samples.ts'

const run = promisify(execFile)

const runnable = TUTORIAL_SAMPLES.filter(({ language, probe: [command, ...args] }) => {
  if (spawnSync(command, args).status === 0) return true
  console.warn(
    `Not tested: the ${language} sample, since \`${command} ${args.join(' ')}\` fails here.`,
  )
  return false
})

describe.each(['https', 'http'] as const)("the tutorial's request over %s", (scheme) => {
  const server = localServer(scheme === 'https' ? ['--https'] : [])
  const authority = () => ({
    pem: join(server().dataDir, 'tls', 'ca.pem'),
    pkcs12: join(server().dataDir, 'trust.p12'),
  })

  const needsPkcs12 = scheme === 'https' && runnable.some(({ language }) => language === 'Java')
  if (needsPkcs12) beforeAll(() => writeTrustStore(authority()))

  it.each(runnable)('from $language answers the token of the tutorial', async (sample) => {
    const { pem } = authority()
    const trust = { CURL_CA_BUNDLE: pem, SSL_CERT_FILE: pem, NODE_EXTRA_CA_CERTS: pem }
    const [command, ...args] = sample.run(authority())
    const { stdout } = await run(command, [...args, writeProgram(sample)], {
      env: scheme === 'https' ? { ...process.env, ...trust } : process.env,
    })
    const answer = JSON.parse(stdout)
    expect(answer).toEqual({
      access_token: expect.any(String),
      scope: 'read:data extra',
      expires_in: 86_400,
      token_type: 'Bearer',
    })
    expectTutorialToken(answer.access_token, server())
  })

  function writeProgram({ file, program }: TutorialSample): string {
    const { protocol, hostname, port } = new URL(server().url)
    const url = `${server().url}oauth/token`
    const body = JSON.stringify(demoParameters(server()))
    const request: SampleRequest = {
      protocol,
      hostname,
      port,
      url,
      body,
      literal: JSON.stringify(body),
    }
    const path = join(server().dataDir, file)
    writeFileSync(path, program(request))
    return path
  }
})

/** Java reads no PEM. */
async function writeTrustStore({ pem, pkcs12 }: { pem: string; pkcs12: string }): Promise<void> {
  const to = ['-keystore', pkcs12, '-storepass', 'changeit', '-alias', 'local']
  await run('keytool', ['-importcert', '-noprompt', '-file', pem, ...to])
}
