import type { ApiAnswer } from '../functions/management/contract/answers.ts'
import { formatProperties } from './terminal/format-properties.ts'

export function describeApi(api: ApiAnswer): string {
  return formatProperties({
    name: api.name,
    identifier: api.identifier,
    id: api.id,
    scopes: api.scopes?.map(({ value }) => value),
    token_lifetime: `${api.token_lifetime} s`,
    token_dialect: api.token_dialect,
    signing_alg: api.signing_alg,
    ...(api.is_system && { is_system: true }),
  })
}
