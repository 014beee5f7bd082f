import type * as v from 'valibot'
import type {
  ApiAnswer,
  ClientAnswer,
  CredentialAnswer,
  DailyStatsAnswer,
  DashboardCodeAnswer,
  GrantAnswer,
  HookAnswer,
  HookSourceAnswer,
  HookStatusAnswer,
  HookVersionAnswer,
  LogAnswer,
  SigningKeyAnswer,
  TenantSettingsAnswer,
} from './answers.ts'
import type { createCredentialBody, updateCredentialBody } from './client-credentials.ts'
import type { createGrantBody, updateGrantBody } from './client-grants.ts'
import type { createClientBody, rotateSecretBody, updateClientBody } from './clients.ts'
import type { HookTestResult, testHookBody, testScriptBody } from './hook-tests.ts'
import type { createHookBody, updateHookBody } from './hooks.ts'
import {
  callManagementApi,
  type ManagementRequest,
  type Transport,
} from './management-transport.ts'
import type { createApiBody, updateApiBody } from './resource-servers.ts'
import type { updateTenantSettingsBody } from './tenant-settings.ts'

const PAGE = 100

type Query = NonNullable<ManagementRequest['query']>

/**
 * The Management API as methods, for whoever speaks to a tenant from outside. Lists come whole.
 * Every method throws `ManagementApiError` and `UnreachableError`.
 */
export function createManagementClient(transport: Transport) {
  async function call<T>(method: string, path: string, request?: ManagementRequest): Promise<T> {
    return (await callManagementApi(transport, method, path, request)) as T
  }

  /** By checkpoints, which skip and repeat nothing while others write. */
  async function list<T>(path: string, name: string, query: Query = {}): Promise<T[]> {
    const all: T[] = []
    let from: string | undefined
    do {
      const page: { next?: string } & Record<string, unknown> = await call('GET', path, {
        query: { ...query, take: PAGE, from },
      })
      all.push(...(page[name] as T[]))
      from = page.next
    } while (from !== undefined)
    return all
  }

  return {
    hooks: {
      list: (query?: { triggerId?: string; enabled?: boolean }) =>
        list<HookAnswer>('/hooks', 'hooks', query),
      get: (id: string) => call<HookAnswer>('GET', at`/hooks/${id}`),
      create: (body: v.InferInput<typeof createHookBody>) =>
        call<HookAnswer>('POST', '/hooks', { body }),
      /** With `ifMatch` only on that version, or revision of a hook without versions: else a 412. */
      update: (id: string, body: v.InferInput<typeof updateHookBody>, ifMatch?: number) =>
        call<HookAnswer>('PATCH', at`/hooks/${id}`, {
          body,
          ...(ifMatch !== undefined && { headers: { 'if-match': `"${ifMatch}"` } }),
        }),
      remove: (id: string) => call<void>('DELETE', at`/hooks/${id}`),
      status: (id: string) => call<HookStatusAnswer>('GET', at`/hooks/${id}/status`),
      secrets: (id: string) => call<Record<string, string>>('GET', at`/hooks/${id}/secrets`),
      addSecrets: (id: string, body: Record<string, string>) =>
        call<object>('POST', at`/hooks/${id}/secrets`, { body }),
      changeSecrets: (id: string, body: Record<string, string>) =>
        call<object>('PATCH', at`/hooks/${id}/secrets`, { body }),
      removeSecrets: (id: string, body: string[]) =>
        call<void>('DELETE', at`/hooks/${id}/secrets`, { body }),
      versions: (id: string) =>
        call<HookVersionAnswer[]>('GET', at`/hooks/${id}/versions`, { query: { per_page: PAGE } }),
      version: (id: string, version: number) =>
        call<HookSourceAnswer>('GET', at`/hooks/${id}/versions/${version}`),
      deploy: (id: string, version: number) =>
        call<HookAnswer>('POST', at`/hooks/${id}/versions/${version}/deploy`),
      rebuild: (id: string, version: number) =>
        call<HookVersionAnswer>('POST', at`/hooks/${id}/versions/${version}/rebuild`),
      test: (id: string, body: v.InferInput<typeof testHookBody>) =>
        call<HookTestResult>('POST', at`/hooks/${id}/test`, { body }),
      testScript: (body: v.InferInput<typeof testScriptBody>) =>
        call<HookTestResult>('POST', '/hooks/test', { body }),
    },
    clients: {
      list: () => list<ClientAnswer>('/clients', 'clients'),
      get: (id: string) => call<ClientAnswer>('GET', at`/clients/${id}`),
      create: (body: v.InferInput<typeof createClientBody>) =>
        call<ClientAnswer>('POST', '/clients', { body }),
      update: (id: string, body: v.InferInput<typeof updateClientBody>) =>
        call<ClientAnswer>('PATCH', at`/clients/${id}`, { body }),
      remove: (id: string) => call<void>('DELETE', at`/clients/${id}`),
      rotateSecret: (id: string, body: v.InferInput<typeof rotateSecretBody> = {}) =>
        call<ClientAnswer>('POST', at`/clients/${id}/rotate-secret`, { body }),
      credentials: (id: string) => call<CredentialAnswer[]>('GET', at`/clients/${id}/credentials`),
      addCredential: (id: string, body: v.InferInput<typeof createCredentialBody>) =>
        call<CredentialAnswer>('POST', at`/clients/${id}/credentials`, { body }),
      changeCredential: (
        id: string,
        credentialId: string,
        body: v.InferInput<typeof updateCredentialBody>,
      ) =>
        call<CredentialAnswer>('PATCH', at`/clients/${id}/credentials/${credentialId}`, { body }),
      removeCredential: (id: string, credentialId: string) =>
        call<void>('DELETE', at`/clients/${id}/credentials/${credentialId}`),
    },
    apis: {
      list: () => list<ApiAnswer>('/resource-servers', 'resource_servers'),
      /** By id or identifier. */
      get: (id: string) => call<ApiAnswer>('GET', at`/resource-servers/${id}`),
      create: (body: v.InferInput<typeof createApiBody>) =>
        call<ApiAnswer>('POST', '/resource-servers', { body }),
      update: (id: string, body: v.InferInput<typeof updateApiBody>) =>
        call<ApiAnswer>('PATCH', at`/resource-servers/${id}`, { body }),
      remove: (id: string) => call<void>('DELETE', at`/resource-servers/${id}`),
    },
    grants: {
      list: (query?: { client_id?: string; audience?: string }) =>
        list<GrantAnswer>('/client-grants', 'client_grants', query),
      create: (body: v.InferInput<typeof createGrantBody>) =>
        call<GrantAnswer>('POST', '/client-grants', { body }),
      update: (id: string, body: v.InferInput<typeof updateGrantBody>) =>
        call<GrantAnswer>('PATCH', at`/client-grants/${id}`, { body }),
      remove: (id: string) => call<void>('DELETE', at`/client-grants/${id}`),
    },
    keys: {
      list: () => call<SigningKeyAnswer[]>('GET', '/keys/signing'),
      /** `force`: also before verifiers have had the time to see the next key. */
      rotate: (body: { force?: boolean } = {}) =>
        call<SigningKeyAnswer>('POST', '/keys/signing/rotate', { body }),
      revoke: (kid: string) => call<SigningKeyAnswer>('PUT', at`/keys/signing/${kid}/revoke`),
    },
    logs: {
      /** The newest matches, newest first. */
      search: (query: { q?: string; page?: number; per_page?: number } = {}) =>
        call<LogAnswer[]>('GET', '/logs', { query }),
      /** Those behind a log id, which need not exist, oldest first. */
      after: (from: string, take = PAGE, signal?: AbortSignal) =>
        call<LogAnswer[]>('GET', '/logs', { query: { from, take }, signal }),
      get: (id: string) => call<LogAnswer>('GET', at`/logs/${id}`),
    },
    tenant: {
      settings: () => call<TenantSettingsAnswer>('GET', '/tenants/settings'),
      change: (body: v.InferInput<typeof updateTenantSettingsBody>) =>
        call<TenantSettingsAnswer>('PATCH', '/tenants/settings', { body }),
    },
    stats: {
      /** Days as `YYYYMMDD`, both included. */
      daily: (query: { from?: string; to?: string } = {}) =>
        call<DailyStatsAnswer[]>('GET', '/stats/daily', { query }),
    },
    dashboardCodes: {
      /** For a page of the dashboard, which takes it behind the `#` of its address. */
      create: () => call<DashboardCodeAnswer>('POST', '/dashboard-codes'),
    },
  }
}

export type ManagementClient = ReturnType<typeof createManagementClient>

/** A path with its parameters percent-encoded. */
function at(texts: TemplateStringsArray, ...values: (string | number)[]): string {
  return String.raw({ raw: texts }, ...values.map((value) => encodeURIComponent(value)))
}
