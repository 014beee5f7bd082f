/** A hook's secrets: immutable versions of a map. */
export interface SecretStore {
  /** Throws `SecretsGone` when there is no such version. */
  read(hookId: string, versionId: string): Promise<Record<string, string>>
  /** Stores the whole map as a new version; the same `requestToken` stores it once. */
  write(
    hookId: string,
    secrets: Record<string, string>,
    requestToken: string,
  ): Promise<{ versionId: string }>
  /**
   * Removes the versions written before this one: what nothing reads any more is not kept. Later
   * ones stay, for their writers are about to make them the hook's.
   */
  keepOnly(hookId: string, versionId: string): Promise<void>
  /** Removes one version. One that is not there is no error. */
  removeVersion(hookId: string, versionId: string): Promise<void>
  /** Removes every version. Removing twice is no error. */
  remove(hookId: string): Promise<void>
}
