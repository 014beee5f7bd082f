/** The SDK's releases, by major version; each is installed under the name `auth0-{major}`. */
export const AUTH0_MAJORS = [2, 3, 4, 5, 6, 7] as const
export type Auth0Major = (typeof AUTH0_MAJORS)[number]

/** What an application wants of a ManagementClient, whatever a release calls it. */
export type Auth0Call =
  | `clients.${'list' | 'get' | 'create' | 'update' | 'delete' | 'rotateSecret'}`
  | `credentials.${'list' | 'get' | 'create' | 'update' | 'delete'}`
  | `grants.${'list' | 'get' | 'create' | 'update' | 'delete'}`
  | `apis.${'list' | 'get' | 'create' | 'update' | 'delete'}`
  | `keys.${'list' | 'get' | 'rotate' | 'revoke'}`
  | `logs.${'list' | 'get'}`
  | `stats.${'daily' | 'activeUsers'}`
  | `tenant.${'get' | 'update'}`
  | `hooks.${'list' | 'get' | 'create' | 'update' | 'delete'}`
  | `secrets.${'list' | 'add' | 'update' | 'remove'}`

/** A method of the ManagementClient, and how it takes its arguments: as they are when not said. */
type Method = readonly [path: string, args?: (...given: never[]) => unknown[]]

export type Auth0Calls = Readonly<Partial<Record<Auth0Call, Method>>>

type Properties = Record<string, unknown>

const byId = (id: string, ...rest: unknown[]) => [{ id }, ...rest]
const byClientId = (client_id: string, ...rest: unknown[]) => [{ client_id }, ...rest]
const byCredentialId = (client_id: string, credential_id: string, ...rest: unknown[]) => [
  { client_id, credential_id },
  ...rest,
]
const byKid = (kid: string) => [{ kid }]
const readById = (id: string, query?: Properties) => [{ id, ...query }]
const readByClientId = (client_id: string, query?: Properties) => [{ client_id, ...query }]

/** As documented for 2.x. */
const SECOND: Auth0Calls = {
  'clients.list': ['clients.getAll'],
  'clients.get': ['clients.get', readByClientId],
  'clients.create': ['clients.create'],
  'clients.update': ['clients.update', byClientId],
  'clients.delete': ['clients.delete', byClientId],
  'clients.rotateSecret': ['clients.rotateClientSecret', byClientId],
  'grants.list': ['clientGrants.getAll'],
  'grants.create': ['clientGrants.create'],
  'grants.update': ['clientGrants.update', byId],
  'grants.delete': ['clientGrants.delete', byId],
  'apis.list': ['resourceServers.getAll'],
  'apis.get': ['resourceServers.get', readById],
  'apis.create': ['resourceServers.create'],
  'apis.update': ['resourceServers.update', byId],
  'apis.delete': ['resourceServers.delete', byId],
  'logs.list': ['logs.getAll'],
  'logs.get': ['logs.get', byId],
  'stats.daily': ['stats.getDaily'],
  'stats.activeUsers': ['stats.getActiveUsersCount'],
  'tenant.get': ['tenant.getSettings'],
  'tenant.update': ['tenant.updateSettings'],
  'hooks.list': ['hooks.getAll'],
  'hooks.get': ['hooks.get', readById],
  'hooks.create': ['hooks.create'],
  'hooks.update': ['hooks.update', byId],
  'hooks.delete': ['hooks.delete', byId],
  'secrets.list': ['hooks.getSecrets', byId],
  'secrets.add': ['hooks.addSecrets', byId],
  'secrets.update': ['hooks.updateSecrets', byId],
  'secrets.remove': ['hooks.removeSecrets', byId],
}

const THIRD: Auth0Calls = {
  ...SECOND,
  'credentials.list': ['clientCredentials.getAll', byClientId],
  'credentials.get': ['clientCredentials.get', byCredentialId],
  'credentials.create': ['clientCredentials.create', byClientId],
  'credentials.delete': ['clientCredentials.delete', byCredentialId],
}

const FOURTH: Auth0Calls = {
  ...SECOND,
  'credentials.list': ['clients.getCredentials', byClientId],
  'credentials.get': ['clients.getCredential', byCredentialId],
  'credentials.create': ['clients.createCredential', byClientId],
  'credentials.update': ['clients.updateCredential', byCredentialId],
  'credentials.delete': ['clients.deleteCredential', byCredentialId],
  'keys.list': ['keys.getAll'],
  'keys.get': ['keys.get', byKid],
  'keys.rotate': ['keys.rotate'],
  'keys.revoke': ['keys.revoke', byKid],
  'tenant.get': ['tenants.getSettings'],
  'tenant.update': ['tenants.updateSettings'],
  'secrets.remove': ['hooks.deleteSecrets', byId],
}

/** From 5.x on ids come first, and every list is a page that knows its next one. */
const FIFTH: Auth0Calls = {
  'clients.list': ['clients.list'],
  'clients.get': ['clients.get'],
  'clients.create': ['clients.create'],
  'clients.update': ['clients.update'],
  'clients.delete': ['clients.delete'],
  'clients.rotateSecret': ['clients.rotateSecret'],
  'credentials.list': ['clients.credentials.list'],
  'credentials.get': ['clients.credentials.get'],
  'credentials.create': ['clients.credentials.create'],
  'credentials.update': ['clients.credentials.update'],
  'credentials.delete': ['clients.credentials.delete'],
  'grants.list': ['clientGrants.list'],
  'grants.get': ['clientGrants.get'],
  'grants.create': ['clientGrants.create'],
  'grants.update': ['clientGrants.update'],
  'grants.delete': ['clientGrants.delete'],
  'apis.list': ['resourceServers.list'],
  'apis.get': ['resourceServers.get'],
  'apis.create': ['resourceServers.create'],
  'apis.update': ['resourceServers.update'],
  'apis.delete': ['resourceServers.delete'],
  'keys.list': ['keys.signing.list'],
  'keys.get': ['keys.signing.get'],
  'keys.rotate': ['keys.signing.rotate'],
  'keys.revoke': ['keys.signing.revoke'],
  'logs.list': ['logs.list'],
  'logs.get': ['logs.get'],
  'stats.daily': ['stats.getDaily'],
  'stats.activeUsers': ['stats.getActiveUsersCount'],
  'tenant.get': ['tenants.settings.get'],
  'tenant.update': ['tenants.settings.update'],
  'hooks.list': ['hooks.list'],
  'hooks.get': ['hooks.get'],
  'hooks.create': ['hooks.create'],
  'hooks.update': ['hooks.update'],
  'hooks.delete': ['hooks.delete'],
  'secrets.list': ['hooks.secrets.get'],
  'secrets.add': ['hooks.secrets.create'],
  'secrets.update': ['hooks.secrets.update'],
  'secrets.remove': ['hooks.secrets.delete'],
}

export const AUTH0_CALLS: Readonly<Record<Auth0Major, Auth0Calls>> = {
  2: SECOND,
  3: THIRD,
  4: FOURTH,
  5: FIFTH,
  6: FIFTH,
  7: FIFTH,
}

/** The resources above, as the releases name them. */
export const AUTH0_MANAGERS = [
  'clients',
  'clientCredentials',
  'clientGrants',
  'resourceServers',
  'keys',
  'logs',
  'stats',
  'tenant',
  'tenants',
  'hooks',
]
