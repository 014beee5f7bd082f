import * as v from 'valibot'
import { flagParameter } from './list-query.ts'

/** `POST /keys/signing/rotate?force=true`, for callers that send no body. */
export const rotateSigningKeyQuery = v.object({ force: v.optional(flagParameter) })

/** `POST /keys/signing/rotate`: `force` rotates before verifiers can know the next key. */
export const rotateSigningKeyBody = v.object({
  force: v.optional(v.boolean('must be true or false')),
})
