/** What a token may allow: a verb and a resource, as `update:hooks`. */
export type ManagementScope = `${'create' | 'read' | 'update' | 'delete'}:${
  | 'client_credentials'
  | 'client_grants'
  | 'client_keys'
  | 'clients'
  | 'hooks'
  | 'logs'
  | 'resource_servers'
  | 'signing_keys'
  | 'stats'
  | 'tenant_settings'}`
