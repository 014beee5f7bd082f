import { expect, it } from 'vitest'
import { MAX_LIFETIME_SECONDS } from '../../dashboard/apis/lifetime.ts'
import { MAX_METADATA_KEYS } from '../../dashboard/applications/metadata-pairs.ts'
import { LONGEST_TOKEN_LIFETIME_SECONDS } from '../../functions/core/signing-keys.ts'
import { METADATA_KEYS } from '../../functions/management/contract/clients.ts'

/** The dashboard cannot import these: what they are beside of needs Node, or does not belong into a page. */
it('has the bounds of the Management API', () => {
  expect(MAX_LIFETIME_SECONDS).toBe(LONGEST_TOKEN_LIFETIME_SECONDS)
  expect(MAX_METADATA_KEYS).toBe(METADATA_KEYS)
})
