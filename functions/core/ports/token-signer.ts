/** Signs with the private key behind a `keyRef`. */
export interface TokenSigner {
  /**
   * RSASSA-PKCS1-v1_5 with SHA-256 over the ASCII signing input (RFC 7515 5.1).
   * Throws `StoreError` naming the `keyRef` when the key is disabled, missing or out of reach.
   */
  sign(keyRef: string, signingInput: string): Promise<Uint8Array>
}
