import * as v from 'valibot'
import { CLIENT_ID } from '../../core/identifiers.ts'
import { wanted } from './wanted.ts'

/** A client's id, as whoever creates it may choose. What came is not repeated: it may be a secret. */
export const clientId = v.pipe(
  v.string(wanted('must be a string')),
  v.regex(CLIENT_ID, 'must be 1 to 64 letters, digits, _ or -'),
)
