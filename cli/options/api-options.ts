import { Option } from '@commander-js/extra-typings'
import { gatherScopes } from './gather.ts'
import { wholeNumber } from './whole-number.ts'

const DIALECTS = [
  'access_token',
  'access_token_authz',
  'rfc9068_profile',
  'rfc9068_profile_authz',
] as const

/** What creation and change of an API have in common. */
export const apiOptions = {
  name: () => new Option('--name <name>', 'what people call it'),
  scope: () =>
    new Option('-s, --scope <scope>', 'a scope that it has; again for each').argParser(
      gatherScopes,
    ),
  lifetime: () => new Option('--lifetime <seconds>', 'of its tokens').argParser(wholeNumber),
  dialect: () => new Option('--dialect <name>', 'how its tokens are worded').choices(DIALECTS),
  signingAlg: () =>
    new Option('--signing-alg <name>', 'how they are signed: only RS256 can be issued').choices([
      'RS256',
      'HS256',
    ] as const),
}

export interface ApiSettings {
  name?: string | undefined
  scope?: string[] | undefined
  lifetime?: number | undefined
  dialect?: (typeof DIALECTS)[number] | undefined
  signingAlg?: 'RS256' | 'HS256' | undefined
}

/** In the names of the wire; what was not given is left out. */
export function apiBody({ name, scope, lifetime, dialect, signingAlg }: ApiSettings) {
  return {
    ...(name !== undefined && { name }),
    ...(scope !== undefined && { scopes: scope.map((value) => ({ value })) }),
    ...(lifetime !== undefined && { token_lifetime: lifetime }),
    ...(dialect !== undefined && { token_dialect: dialect }),
    ...(signingAlg !== undefined && { signing_alg: signingAlg }),
  }
}
