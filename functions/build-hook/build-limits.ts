/** What one build may take. */
export const BUILD_LIMITS = {
  /** That a script requires, declared or not. */
  requiredPackages: 40,
  /** Of fetching and bundling together. */
  timeoutMs: 60_000,
  /** Of one request to the registry without an answer. */
  fetchTimeoutMs: 15_000,
  /** Of all packages as they lie in `node_modules`. */
  unpackedBytes: 30 * 1024 * 1024,
  /** Of the bundled packages, each file by gzip. */
  packedBytes: 4 * 1024 * 1024,
  /** Of the lock as text. */
  lockBytes: 150 * 1024,
} as const
