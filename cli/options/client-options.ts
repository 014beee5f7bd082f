import { Option } from '@commander-js/extra-typings'
import { gatherScopes } from './gather.ts'

const AUTH_METHODS = ['client_secret_post', 'private_key_jwt'] as const

/** What creation and change of an application have in common. */
export const clientOptions = {
  description: () => new Option('--description <text>', 'what it is for'),
  type: () => new Option('--type <type>', 'its app_type'),
  grantType: () =>
    new Option(
      '-g, --grant-type <type>',
      'what it may use; again for each. Only client_credentials is served here',
    ).argParser(gatherScopes),
  authMethod: () =>
    new Option(
      '--auth-method <method>',
      'how it proves itself: by its secret or a key, or by a key alone',
    ).choices(AUTH_METHODS),
}

export interface ClientSettings {
  description?: string | undefined
  type?: string | undefined
  grantType?: string[] | undefined
  authMethod?: (typeof AUTH_METHODS)[number] | undefined
}

/** In the names of the wire; what was not given is left out. */
export function clientBody({ description, type, grantType, authMethod }: ClientSettings) {
  return {
    ...(description !== undefined && { description }),
    ...(type !== undefined && { app_type: type }),
    ...(grantType !== undefined && { grant_types: grantType }),
    ...(authMethod !== undefined && { token_endpoint_auth_method: authMethod }),
  }
}
