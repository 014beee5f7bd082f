/**
 * Loads `@peculiar/x509` when a certificate is made, not at every start (it takes about 100 ms).
 * Its container for dependencies wants the `reflect-metadata` polyfill to be there first.
 */
export async function loadX509(): Promise<typeof import('@peculiar/x509')> {
  await import('reflect-metadata')
  return import('@peculiar/x509')
}
