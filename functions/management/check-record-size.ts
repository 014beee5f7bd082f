import { ManagementError } from '../core/management-error.ts'

/** Leaves room for the rest of a record within the store's 400 KB. */
const MAX_RECORD_BYTES = 384 * 1024
/** What clients are read for is small: lists give many of them at once. */
export const MAX_CLIENT_BYTES = 64 * 1024

/** Keeps what callers send within what one record may hold; throws a 400. */
export function checkRecordSize(properties: object, maxBytes = MAX_RECORD_BYTES): void {
  const bytes = Buffer.byteLength(JSON.stringify(properties))
  if (bytes > maxBytes) {
    throw ManagementError.invalidBody(
      `all properties together have ${bytes} bytes and must fit ${maxBytes} bytes: shorten or leave out some`,
    )
  }
}
