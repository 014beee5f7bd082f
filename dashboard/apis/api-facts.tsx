import type { ApiAnswer } from '../../functions/management/contract/answers.ts'
import { Facts } from '../ui/facts.tsx'
import { dialectOf } from './dialects.ts'
import { inWords } from './lifetime.ts'

/** What an API's tokens are like, for whoever may not change it. */
export function ApiFacts({ api }: { api: ApiAnswer }) {
  return (
    <Facts
      facts={[
        ['Name', api.name],
        ['Token lifetime', inWords(api.token_lifetime)],
        ['Dialect', dialectOf(api.token_dialect)?.title ?? api.token_dialect],
        ['Signed with', api.signing_alg],
      ]}
    />
  )
}
