import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, importSPKI } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadX509 } from '../../../../functions/certificates/load-x509.ts'
import { addCredential, addMachine, makeKeyPair } from '../../../support/key-client.ts'
import { useManagedTenant } from '../../../support/use-tenant.ts'

const CREATED = { credential_type: 'public_key' }
const [first, second, third] = [makeKeyPair(), makeKeyPair(), makeKeyPair()]

const tenant = useManagedTenant()
let clientId: string
let path: string

async function useNewClient() {
  clientId = await addMachine(tenant)
  path = `/clients/${clientId}/credentials`
}

const spki = (key: KeyObject) => String(key.export({ type: 'spki', format: 'pem' }))

/** A self-signed certificate that ends then. */
async function certificate(notAfter: Date): Promise<string> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const { X509CertificateGenerator } = await loadX509()
  const made = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=client',
    keys,
    notBefore: new Date(0),
    notAfter,
  })
  return made.toString('pem')
}

describe('POST /clients/{id}/credentials', () => {
  beforeAll(useNewClient)

  it('answers as recorded, with the thumbprint as kid', async () => {
    const { status, body } = await addCredential(tenant.api, clientId, first.pem, {
      name: 'laptop',
    })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.stringMatching(/^cred_[A-Za-z0-9]{22}$/),
      credential_type: 'public_key',
      kid: await calculateJwkThumbprint(await exportJWK(await importSPKI(first.pem, 'RS256'))),
      alg: 'RS256',
      name: 'laptop',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updated_at: body.created_at,
    })
    expect((await tenant.api.get(path)).body).toEqual([body])
    expect((await tenant.api.get(`${path}/${body.id}`)).body).toEqual(body)
  })

  it('takes the same key or kid once', async () => {
    const again = await addCredential(tenant.api, clientId, first.pem, { kid: 'another-name' })
    expect(again.status).toBe(409)
    expect(again.body.message).toContain('already has the key')
  })

  it('takes two that live, and says which are in the way of a third', async () => {
    const other = await addCredential(tenant.api, clientId, second.pem, {
      alg: 'PS256',
      kid: 'my-own-kid',
    })
    expect(other.body).toMatchObject({ alg: 'PS256', kid: 'my-own-kid', name: '' })
    const refused = await addCredential(tenant.api, clientId, third.pem)
    expect(refused.status).toBe(409)
    expect(refused.body.message).toContain('at most 2')
    expect(refused.body.message).toContain(other.body.id)
    await tenant.api.patch(`${path}/${other.body.id}`, { expires_at: '2020-01-01T00:00:00Z' })
    expect((await addCredential(tenant.api, clientId, third.pem)).status).toBe(201)
    const ids = (await tenant.api.get(path)).body.map(({ id }: { id: string }) => id)
    expect(ids).toHaveLength(2)
    expect(ids).not.toContain(other.body.id)
  })

  it('takes PKCS #1, and keys of 3072 and 4096 bits', async () => {
    await useNewClient()
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
    const pkcs1 = String(publicKey.export({ type: 'pkcs1', format: 'pem' }))
    expect((await addCredential(tenant.api, clientId, pkcs1)).status).toBe(201)
    expect((await addCredential(tenant.api, clientId, makeKeyPair(4096).pem)).status).toBe(201)
  })

  it('takes a certificate, and ends with it only when told', async () => {
    await useNewClient()
    const end = new Date('2040-05-06T07:08:09Z')
    const body = { ...CREATED, pem: await certificate(end) }
    const kept = await tenant.api.post(path, body)
    expect(kept.body).not.toHaveProperty('expires_at')
    await tenant.api.delete(`${path}/${kept.body.id}`)
    const ending = await tenant.api.post(path, { ...body, parse_expiry_from_cert: true })
    expect(ending.body.expires_at).toBe('2040-05-06T07:08:09.000Z')
  })

  it('takes an end', async () => {
    await useNewClient()
    const expires_at = '2040-01-31T12:00:00+01:00'
    const { body } = await addCredential(tenant.api, clientId, first.pem, { expires_at })
    expect(body.expires_at).toBe('2040-01-31T11:00:00.000Z')
  })

  const pem = first.pem
  it.each<[string, () => Record<string, unknown> | Promise<Record<string, unknown>>, string]>([
    ['nothing', () => ({}), "'pem'"],
    ['another type', () => ({ pem, credential_type: 'x509_cert' }), "'credential_type'"],
    ['no key', () => ({ pem: 'x' }), "'pem': must be a public key or a certificate in PEM"],
    ['a cut key', () => ({ pem: pem.slice(0, 200) }), "'pem': must be a public key"],
    [
      'a private key',
      () => ({ pem: String(first.privateKey.export({ type: 'pkcs8', format: 'pem' })) }),
      "'pem': is a private key",
    ],
    ['a short key', () => ({ pem: makeKeyPair(1024).pem }), "'pem': must be an RSA key of 2048"],
    [
      'an elliptic key',
      () => ({ pem: spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey) }),
      "'pem': must be an RSA key",
    ],
    [
      'an RSA-PSS key',
      () => ({ pem: spki(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey) }),
      "'pem': must be an RSA key",
    ],
    [
      'another exponent',
      () => {
        const options = { modulusLength: 2048, publicExponent: 3 }
        return { pem: spki(generateKeyPairSync('rsa', options).publicKey) }
      },
      'exponent 65537',
    ],
    ['a long text', () => ({ pem: 'x'.repeat(20_000) }), 'at most 16384 characters'],
    ['another alg', () => ({ pem, alg: 'HS256' }), "'alg': must be RS256, RS384 or PS256"],
    ['a short kid', () => ({ pem, kid: 'short' }), "'kid'"],
    ['a long name', () => ({ pem, name: 'x'.repeat(129) }), "'name'"],
    ['no time', () => ({ pem, expires_at: 'tomorrow' }), "'expires_at': must be a time"],
    ['a time gone by', () => ({ pem, expires_at: '2020-01-01T00:00:00Z' }), 'in the future'],
    [
      'the end of a bare key',
      () => ({ pem, parse_expiry_from_cert: true }),
      "'parse_expiry_from_cert': needs a certificate",
    ],
    [
      'two ends',
      () => ({ pem, parse_expiry_from_cert: true, expires_at: '2040-01-01T00:00:00Z' }),
      "'parse_expiry_from_cert': must not",
    ],
    [
      'an ended certificate',
      async () => ({
        pem: await certificate(new Date('2021-01-01T00:00:00Z')),
        parse_expiry_from_cert: true,
      }),
      'in the future',
    ],
    ['what is not known', () => ({ pem, subject_dn: 'x' }), "'subject_dn'"],
  ])('refuses %s and writes nothing', async (_, make, message) => {
    await useNewClient()
    const refused = await tenant.api.post(path, { ...CREATED, ...(await make()) } as never)
    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({ error: 'Bad Request', errorCode: 'invalid_body' })
    expect(refused.body.message).toContain(message)
    expect((await tenant.api.get(path)).body).toEqual([])
  })
})
