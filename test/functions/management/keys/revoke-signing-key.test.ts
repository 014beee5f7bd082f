import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StoreError } from '../../../../functions/core/errors.ts'
import { managementClient } from '../../../support/management-client.ts'
import { passTime } from '../../../support/pass-time.ts'
import { type KeyServer, startKeyServer, WAIT_SECONDS } from './support/key-server.ts'

let server: KeyServer
beforeEach(async () => {
  server = await startKeyServer()
})
afterEach(() => server.close())

describe('PUT /keys/signing/{kid}/revoke', () => {
  it('ends a previous key at once and for good', async () => {
    const token = await server.issue()
    await server.rotateLater()
    const newToken = await server.issue()
    const { kid } = await server.keyIn('previous')
    const [keyRef = ''] = (await server.readHot()).signingKeys
      .filter((key) => key.kid === kid)
      .map((key) => key.keyRef)
    // The caller's own token is from the time before the rotation.
    server.api = await managementClient(server.tenant)
    const { status, body } = await server.api.put(`/keys/signing/${kid}/revoke`)
    expect(status).toBe(200)
    const revoked = { kid, current: false, next: false, previous: false, revoked: true }
    expect(body).toMatchObject({ ...revoked, revoked_at: new Date().toISOString() })
    expect((await server.api.get(`/keys/signing/${kid}`)).body).toEqual(body)
    expect((await server.listKeys()).at(-1)).toEqual(body)
    expect(await server.publishedKids()).not.toContain(kid)
    await expect(server.verifyNow(token)).rejects.toThrow(/no applicable key/)
    await server.verifyNow(newToken)
    await expect(server.tenant.ports.signer.sign(keyRef, 'x')).rejects.toThrow('is disabled')
    expect(JSON.stringify(await server.readHot())).not.toContain(kid)
    const again = await server.api.put(`/keys/signing/${kid}/revoke`)
    expect(again).toMatchObject({ status: 200, body })
  })

  it('is finished by asking again when it was interrupted', async () => {
    await server.rotateLater()
    const { kid } = await server.keyIn('previous')
    server.api = await managementClient(server.tenant)
    const failure = new StoreError('The key is out of reach')
    vi.spyOn(server.tenant.ports.keys, 'disable').mockRejectedValueOnce(failure)
    expect((await server.api.put(`/keys/signing/${kid}/revoke`)).status).toBe(503)
    expect(await server.publishedKids()).not.toContain(kid)
    expect(await server.usableKeyFiles()).toHaveLength(3)
    expect((await server.api.put(`/keys/signing/${kid}/revoke`)).body.revoked).toBe(true)
    expect(await server.usableKeyFiles()).toHaveLength(2)
  })

  it('also ends the Management API tokens of that key', async () => {
    await server.rotateLater()
    const { kid } = await server.keyIn('previous')
    const old = server.api
    server.api = await managementClient(server.tenant)
    await server.api.put(`/keys/signing/${kid}/revoke`)
    expect((await old.get('/keys/signing')).status).toBe(401)
  })

  it('refuses the current key and says what to do', async () => {
    const { kid } = await server.keyIn('current')
    const before = await server.listKeys()
    const answer = await server.api.put(`/keys/signing/${kid}/revoke`)
    expect(answer).toMatchObject({ status: 409, body: { errorCode: 'signing_key_is_current' } })
    expect(answer.body.message).toContain('Rotate first')
    expect(await server.listKeys()).toEqual(before)
    await server.verifyNow(await server.issue())
  })

  it('puts a new key in the place of the next one, which has to wait anew', async () => {
    const { kid } = await server.keyIn('next')
    passTime(WAIT_SECONDS)
    expect((await server.api.put(`/keys/signing/${kid}/revoke`)).body.revoked).toBe(true)
    const next = await server.keyIn('next')
    expect(next.kid).not.toBe(kid)
    expect(await server.publishedKids()).toEqual([(await server.keyIn('current')).kid, next.kid])
    expect((await server.api.post('/keys/signing/rotate')).status).toBe(409)
    await server.rotateLater()
    expect((await server.keyIn('current')).kid).toBe(next.kid)
    await server.verifyNow(await server.issue())
  })

  it('leaves exactly one next key when it is revoked twice at once', async () => {
    const { kid } = await server.keyIn('next')
    const calls = [1, 2].map(() => server.api.put(`/keys/signing/${kid}/revoke`))
    const statuses = (await Promise.all(calls)).map(({ status }) => status)
    expect(statuses).toContain(200)
    const { signingKeys } = await server.readHot()
    expect(signingKeys).toHaveLength(2)
    expect(await server.usableKeyFiles()).toEqual(
      signingKeys.map(({ keyRef }) => keyRef).toSorted(),
    )
  })
})
