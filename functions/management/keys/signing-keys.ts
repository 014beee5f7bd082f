import type { TenantStore } from '../../core/ports/tenant-store.ts'
import { LONGEST_TOKEN_LIFETIME_SECONDS, publishedSigningKeys } from '../../core/signing-keys.ts'
import { rotateSigningKeyBody, rotateSigningKeyQuery } from '../contract/signing-keys.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { type Operation, operation } from '../operation.ts'
import { readSigningKeys } from './read-signing-keys.ts'
import { revokeSigningKey, signingKeyNotFound } from './revoke-signing-key.ts'
import { rotateSigningKey } from './rotate-signing-key.ts'
import { showSigningKey } from './show-signing-key.ts'

/** `/keys/signing`: the keys that sign the tenant's tokens. */
export function signingKeyOperations(ports: ManagementPorts): Operation[] {
  const { store, clock } = ports
  const answer = async (status: number, kid: string) => ({
    status,
    body: await findSigningKey(store, kid, clock.now()),
  })
  return [
    operation({
      method: 'GET',
      path: '/keys/signing',
      scopes: ['read:signing_keys'],
      summary: 'Get all Application Signing Keys',
      async handle() {
        return { status: 200, body: await listSigningKeys(store, clock.now()) }
      },
    }),
    operation({
      method: 'GET',
      path: '/keys/signing/:kid',
      scopes: ['read:signing_keys'],
      summary: 'Get an Application Signing Key by its key id',
      handle: ({ params }) => answer(200, params.kid),
    }),
    operation({
      method: 'POST',
      path: '/keys/signing/rotate',
      scopes: ['create:signing_keys', 'update:signing_keys'],
      summary: 'Rotate the Application Signing Key',
      query: rotateSigningKeyQuery,
      body: rotateSigningKeyBody,
      async handle({ query, body }) {
        return answer(201, await rotateSigningKey(ports, body.force ?? query.force ?? false))
      },
    }),
    operation({
      method: 'PUT',
      path: '/keys/signing/:kid/revoke',
      scopes: ['update:signing_keys'],
      summary: 'Revoke an Application Signing Key by its key id',
      async handle({ params }) {
        const { kid } = params
        await revokeSigningKey(ports, kid)
        return answer(200, kid)
      },
    }),
  ]
}

/** The current, next and previous keys, then the retired and revoked ones that are remembered. */
async function listSigningKeys(store: TenantStore, now: number) {
  const { keys, certificates } = await readSigningKeys(store)
  const published = publishedSigningKeys(keys, now, LONGEST_TOKEN_LIFETIME_SECONDS)
  const ended = keys.filter((key) => !published.includes(key))
  return [...published, ...ended].map((key) =>
    showSigningKey(key, certificates.get(key.kid)?.value.certificate, now),
  )
}

async function findSigningKey(store: TenantStore, kid: string, now: number) {
  const { keys, certificates } = await readSigningKeys(store)
  const key = keys.find((candidate) => candidate.kid === kid)
  if (key === undefined) throw signingKeyNotFound()
  return showSigningKey(key, certificates.get(kid)?.value.certificate, now)
}
