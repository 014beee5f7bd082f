/** How often clients called the Management API. Not a record: a lost count only lets more pass. */
export interface RequestCounter {
  /** Counts one call of a client in a minute (since the epoch) and gives the count so far. */
  count(clientId: string, minute: number): Promise<number>
}
