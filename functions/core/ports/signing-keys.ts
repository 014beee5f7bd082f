/** Makes and ends private keys. The token function cannot name it. */
export interface SigningKeys {
  /** A new RSA-2048 key. The public half comes back as base64url `n` and `e`, with a certificate in DER. */
  create(
    subject: string,
  ): Promise<{ keyRef: string; n: string; e: string; certificate: Uint8Array }>
  /** Signing with the key fails from now on. Disabling twice is no error, nor one that is gone. */
  disable(keyRef: string): Promise<void>
}
