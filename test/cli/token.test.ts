import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const AUDIENCE = ['--audience', 'https://api.example.com/']

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
})
afterAll(() => cli.close())

/** A token as another server would sign it. */
async function foreignToken(claims: Record<string, unknown>): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return new SignJWT({ iss: 'https://old.example.com/', ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'old' })
    .setExpirationTime('1h')
    .sign(privateKey)
}

describe('token', () => {
  it('prints the token alone, for scripts', async () => {
    const { code, stdout, stderr } = await cli.user.pipe(['token', 'demo', ...AUDIENCE])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/)
  })

  it('decodes and verifies, in the order of the token', async () => {
    const { code, screen } = await cli.user.run('token', '--decode')
    expect(code).toBe(0)
    expect(screen).toMatch(/^Header\n\{\n {2}"typ": "JWT",/)
    expect(screen).toContain(
      '  "scope": "read:data extra",\n  "https://foo.com/claim": "bar"\n}\nVerified: signed with a key of',
    )
    expect(await cli.user.json('token', '--decode')).toMatchObject({
      access_token: expect.any(String),
      expires_in: 86400,
      token_type: 'Bearer',
      header: { alg: 'RS256' },
      payload: { aud: 'https://api.example.com/' },
      verification: { valid: true },
    })
  })

  it('looks into a token that is given, from the words or from standard input', async () => {
    const { user } = cli
    const { access_token } = await user.json('token')
    expect((await user.run('token', access_token, '--verify')).code).toBe(0)
    const { code, stdout } = await user.pipe(['token', '-', '--decode'], { input: access_token })
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('Verified') })
  })

  it('says why a token is not valid, with exit code 1', async () => {
    const foreign = await foreignToken({ sub: 'x' })
    const { code, stdout } = await cli.user.pipe(['token', foreign, '--verify', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout).verification).toEqual({
      valid: false,
      reason: 'no applicable key found in the JSON Web Key Set',
    })
    const none = await cli.user.failure('token', '-', '--decode')
    expect({ code: none.code, message: none.error.message }).toEqual({
      code: 6,
      message: 'This is no JSON Web Token.',
    })
  })

  it('compares with an old token: what differs between any two is no difference', async () => {
    const { user, write } = cli
    const rest = { aud: 'https://api.example.com/', gty: 'client-credentials' }
    const same = { ...rest, sub: 'old@clients', azp: 'old', scope: 'extra read:data' }
    write('same.txt', await foreignToken({ ...same, 'https://foo.com/claim': 'bar' }))
    const equal = await user.run('token', '--compare', 'same.txt')
    expect(equal).toEqual({ code: 0, screen: 'Nothing differs that should not.\n' })
    write('other.txt', await foreignToken({ ...same, scope: 'read:data', plan: 'gold' }))
    const { code, screen } = await user.run('token', '--compare', 'other.txt')
    expect(code).toBe(1)
    expect(screen).toContain('scope\n  - old  "read:data"\n  + new  "read:data extra"\n')
    expect(screen).toContain('plan\n  - old  "gold"\n  + new  (absent)\n')
    expect(screen).toContain('https://foo.com/claim\n  - old  (absent)\n  + new  "bar"\n')
    expect(screen).not.toContain('kid')
  })

  it('asks for the secret of an application, and never shows it', async () => {
    const { user } = cli
    const { client_id, client_secret } = await user.json('clients', 'create', 'asked')
    await user.json('grants', 'create', client_id, 'https://api.example.com/', '-s', 'read:data')
    const terminal = user.open(['token', 'asked', ...AUDIENCE, '--decode'])
    await terminal.see(`Secret of ${client_id}`)
    terminal.type(`${client_secret}\r`)
    expect(await terminal.exit()).toBe(0)
    expect(terminal.raw()).not.toContain(client_secret)
    const given = await user.pipe(['token', 'asked', ...AUDIENCE], {
      env: { HOOKMINT_CLIENT_SECRET: client_secret },
    })
    expect(given.code).toBe(0)
  })

  it('explains where a secret may come from when nobody can be asked', async () => {
    const { code, error } = await cli.user.failure('token', 'A'.repeat(32), ...AUDIENCE)
    expect({ code, message: error.message }).toEqual({
      code: 2,
      message: expect.stringContaining('with --secret-stdin, or in HOOKMINT_CLIENT_SECRET.'),
    })
  })

  it.each([
    ['a wrong secret', 'x'.repeat(40), 8, 'access_denied (Unauthorized)'],
    ['no grant', undefined, 8, 'You need to create a "client-grant"'],
  ])('gives on what the endpoint says of %s', async (_, wrong, exitCode, said) => {
    const { user } = cli
    const { client_id, client_secret } = await user.json('clients', 'create', 'refused')
    const { code, stderr } = await user.pipe(['token', client_id, ...AUDIENCE, '--secret-stdin'], {
      input: wrong ?? client_secret,
    })
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: expect.stringContaining(said) })
  })
})
