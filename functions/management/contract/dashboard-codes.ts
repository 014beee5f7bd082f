import * as v from 'valibot'

const MAX_CODE_CHARACTERS = 256

/** `POST /dashboard-codes/redeem` */
export const redeemCodeBody = v.strictObject(
  {
    code: v.pipe(
      v.string('must be a string'),
      v.maxLength(MAX_CODE_CHARACTERS, `must have at most ${MAX_CODE_CHARACTERS} characters`),
    ),
  },
  ({ expected, received }) => {
    if (expected === 'never') return 'additional properties are not allowed'
    return received === 'undefined' ? 'is required' : 'must be an object'
  },
)
