import { ManagementError } from '../core/management-error.ts'

/** Leaves room for the rest of a record within the store's 400 KB. */
const MAX_BYTES = 384 * 1024

/** Keeps what callers send within what one record can hold; throws a 400. */
export function checkRecordSize(properties: object): void {
  const bytes = Buffer.byteLength(JSON.stringify(properties))
  if (bytes > MAX_BYTES) {
    throw ManagementError.invalidBody(
      `all properties together have ${bytes} bytes and must fit ${MAX_BYTES}: shorten or leave out some`,
    )
  }
}
