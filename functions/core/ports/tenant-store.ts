import type { RecordKey } from '../record-keys.ts'

/** A record as stored, with the revision that a later write can be conditioned on. */
export interface Stored<T> {
  value: T
  /** Grows by one with every write of this record; 1 for a new one. */
  revision: number
}

/** What a record must be for a transaction to go through: at this revision, absent, or anything. */
export type Expectation = number | 'absent' | 'any'

/** One part of a transaction. */
export type Change =
  | { put: RecordKey<unknown>; value: object; expect: Expectation }
  | { remove: RecordKey<unknown>; expect: Expectation }
  | { check: RecordKey<unknown>; expect: Expectation }

/** The records that a list of keys finds, in the keys' order. */
export type Found<K extends readonly RecordKey<unknown>[]> = {
  [I in keyof K]: K[I] extends RecordKey<infer T> ? Stored<T> | undefined : never
}

/**
 * Reads the tenant's records: all that a token takes. Reads see every acknowledged write; values may
 * be shared and frozen, so nobody changes one. Throws `StoreError` when out of reach.
 */
export interface TenantReader {
  /** One consistent read of 1 to 20 different keys. */
  read<const K extends readonly RecordKey<unknown>[]>(keys: K): Promise<Found<K>>
}

/** The tenant's records. Throws `StoreError` when out of reach. */
export interface TenantStore extends TenantReader {
  /** A partition's records in the order of `sk`, from behind `after` (before it with `descending`). */
  list<T>(
    partition: string,
    page: { after?: string; limit: number; descending?: boolean },
  ): Promise<(Stored<T> & { sk: string })[]>
  /**
   * All changes or none, at most 100 of different keys, each record at most 400 KB.
   * Throws `ConflictError` with the first key whose expectation failed.
   */
  transact(changes: readonly Change[]): Promise<void>
}
