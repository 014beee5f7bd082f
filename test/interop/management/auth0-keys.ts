import { expect, it } from 'vitest'
import { decodeToken } from '../../support/token-client.ts'
import { auth0Refusal } from '../support/auth0-refusal.ts'
import { type Auth0Scenario, createGrant, exchange } from './auth0-scenario.ts'

interface Key {
  kid: string
  current: boolean
  next: boolean
  previous: boolean
  revoked: boolean
}

/** The signing keys; 2.x and 3.x know none of them. Tokens of before end here, the SDK's own too. */
export function keyScenarios({ server, sdk, plain }: Auth0Scenario): void {
  it('reads the signing keys', async () => {
    const { call, major } = sdk()
    const api = await plain()
    const { body } = await api.get('/keys/signing')
    expect(await call('keys.list')).toEqual(body)
    const current = body.find((key: Key) => key.current)
    expect(await call('keys.get', current.kid)).toEqual(current)
    await expect(call('keys.get', 'missing')).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 404, message: /./ }),
    )
  })

  it('rotates and revokes: the next token has another key', async () => {
    const { call, client, major } = sdk()
    const { machine, api: target } = await createGrant(await plain(), ['read:data'])
    const nextKid = async () =>
      decodeToken(await exchange(server(), machine, target.identifier)).header.kid
    const stored = async () => (await (await plain()).get('/keys/signing')).body as Key[]
    const published = async () => {
      const answer = await fetch(`${server().url}.well-known/jwks.json`)
      const { keys } = (await answer.json()) as { keys: Key[] }
      return keys.map(({ kid }) => kid)
    }

    await expect(call('keys.rotate')).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 409, message: /force/ }),
    )
    const before = await stored()
    const old = before.find(({ current }) => current)
    const next = before.find((key) => key.next)
    const force = major === 4 ? { body: { force: true } } : { queryParams: { force: true } }
    const fresh = await call('keys.rotate', force)
    expect(await stored()).toContainEqual(expect.objectContaining({ kid: fresh.kid, next: true }))
    expect(await nextKid()).toBe(next?.kid)
    expect(await published()).toEqual(expect.arrayContaining([old?.kid, next?.kid, fresh.kid]))

    // The SDK's own token was signed with the old key; a new client gets another.
    const { client_id: clientId, client_secret: clientSecret } = server().credentials.admin
    const other = client({ clientId, clientSecret, telemetry: false })
    const revoked = await other.call('keys.revoke', old?.kid)
    expect(revoked).toMatchObject({ kid: old?.kid, revoked: true })
    expect(revoked.cert).toMatch(/^-----BEGIN CERTIFICATE-----/)
    expect(await stored()).toContainEqual(expect.objectContaining(revoked))
    expect(await published()).not.toContain(old?.kid)
    await expect(other.call('keys.revoke', next?.kid)).rejects.toMatchObject({ statusCode: 409 })
    await expect(call('keys.list')).rejects.toMatchObject(
      auth0Refusal(major, { statusCode: 401, message: /Invalid token\./ }),
    )
  })
}
