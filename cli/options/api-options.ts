import { Option } from '@commander-js/extra-typings'
import type { ApiAnswer } from '../../functions/management/contract/answers.ts'
import { describeScopes } from './describe-scopes.ts'
import { gatherPairs, gatherScopes } from './gather.ts'
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
  describe: () =>
    new Option('--describe <scope=text>', 'what a scope of its allows; again for each').argParser(
      gatherPairs,
    ),
  lifetime: () => new Option('--lifetime <seconds>', 'of its tokens').argParser(wholeNumber),
  dialect: () => new Option('--dialect <name>', 'how its tokens are worded').choices(DIALECTS),
  signingAlg: () =>
    new Option('--signing-alg <name>', 'how they are signed: only RS256 can be issued').choices([
      'RS256',
      'HS256',
      'PS256',
    ] as const),
}

export interface ApiSettings {
  name?: string | undefined
  scope?: string[] | undefined
  describe?: Record<string, string | null> | undefined
  lifetime?: number | undefined
  dialect?: (typeof DIALECTS)[number] | undefined
  signingAlg?: 'RS256' | 'HS256' | 'PS256' | undefined
}

/** In the names of the wire; what was not given is left out. `known`: the scopes that it has. */
export function apiBody(settings: ApiSettings, known: ApiAnswer['scopes'] = []) {
  const { name, scope, describe, lifetime, dialect, signingAlg } = settings
  return {
    ...(name !== undefined && { name }),
    ...((scope ?? describe) && { scopes: describeScopes(scope, describe ?? {}, known) }),
    ...(lifetime !== undefined && { token_lifetime: lifetime }),
    ...(dialect !== undefined && { token_dialect: dialect }),
    ...(signingAlg !== undefined && { signing_alg: signingAlg }),
  }
}
