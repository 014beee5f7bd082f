import type { Api, ApiProfile, Grant, GrantProfile } from './api-model.ts'
import type { Client, ClientProfile } from './client-model.ts'
import type {
  Deployment,
  Hook,
  HookName,
  HookSource,
  HookVersion,
  InertTrigger,
} from './hook-model.ts'
import type { DashboardCode, SigningKeyCertificate, Tenant, TenantProfile } from './tenant-model.ts'

declare const recordType: unique symbol

/**
 * Where a record of type T is kept: a partition and a place in it.
 * Records that are listed share a partition and are ordered by `sk`.
 */
export interface RecordKey<T> {
  pk: string
  sk: string
  readonly [recordType]?: T
}

/** Names the Management API, whatever host its audience names. No audience can be equal to it. */
export const SYSTEM_API = Symbol('system API')

/** Names an API in the store: its identifier, or `SYSTEM_API`. */
export type ApiKey = string | typeof SYSTEM_API

export const tenantKey: RecordKey<Tenant> = { pk: 'T', sk: 'hot' }

export const tenantProfileKey: RecordKey<TenantProfile> = { pk: 'T', sk: 'profile' }

export function clientKey(clientId: string): RecordKey<Client> {
  return { pk: `C#${clientId}`, sk: 'hot' }
}

export function clientProfileKey(clientId: string): RecordKey<ClientProfile> {
  return { pk: 'clients', sk: clientId }
}

export function apiRecordKey(api: ApiKey): RecordKey<Api> {
  return { pk: `A${placeOf(api)}`, sk: 'hot' }
}

export function apiProfileKey(id: string): RecordKey<ApiProfile> {
  return { pk: 'apis', sk: id }
}

export function signingKeyCertificateKey(kid: string): RecordKey<SigningKeyCertificate> {
  return { pk: 'keys', sk: kid }
}

/** A grant lies in its client's partition, so that one read finds both. */
export function grantKey(clientId: string, api: ApiKey): RecordKey<Grant> {
  return { pk: `C#${clientId}`, sk: `G${placeOf(api)}` }
}

/** Grants by their own id. */
export function grantProfileKey(id: string): RecordKey<GrantProfile> {
  return { pk: 'grants', sk: id }
}

/** Grants by their API: what goes when the API goes. */
export function apiGrantKey(api: ApiKey, clientId: string): RecordKey<{ id: string }> {
  return { pk: `A${placeOf(api)}`, sk: `G#${clientId}` }
}

export function hookKey(hookId: string): RecordKey<Hook> {
  return { pk: 'hooks', sk: hookId }
}

/** What is left of a deleted hook until all that belonged to it is removed. */
export function deletedHookKey(hookId: string): RecordKey<Hook> {
  return { pk: 'deletedhooks', sk: hookId }
}

export function hookNameKey(name: string): RecordKey<HookName> {
  return { pk: 'hooknames', sk: name }
}

export function inertTriggerKey(triggerId: string): RecordKey<InertTrigger> {
  return { pk: 'triggers', sk: triggerId }
}

/** The one deployment of a hook that is under way or has failed. */
export function deploymentKey(hookId: string): RecordKey<Deployment> {
  return { pk: 'deployments', sk: hookId }
}

/** Codes by their SHA-256, base64url: who reads the store can sign in with none. */
export function dashboardCodeKey(digest: string): RecordKey<DashboardCode> {
  return { pk: 'dashboardcodes', sk: digest }
}

/** Zero-padded, so that versions list in their order. */
export function hookVersionKey(hookId: string, version: number): RecordKey<HookVersion> {
  return { pk: `H#${hookId}`, sk: `V#${String(version).padStart(6, '0')}` }
}

/** What a version was built from: too large to be read with every list. */
export function hookSourceKey(hookId: string, version: number): RecordKey<HookSource> {
  return { pk: `H#${hookId}`, sk: `S#${String(version).padStart(6, '0')}` }
}

/** Identifiers follow a `#`, the Management API does not. */
function placeOf(api: ApiKey): string {
  return api === SYSTEM_API ? '!system' : `#${api}`
}
