import { createHash } from 'node:crypto'
import type { JsonObject } from '../../core/json.ts'
import { LONGEST_TOKEN_LIFETIME_SECONDS, signingKeyState } from '../../core/signing-keys.ts'
import type { SigningKey } from '../../core/tenant-model.ts'
import { certificateAsPkcs7 } from './pkcs7.ts'

/**
 * A signing key as callers see it, at a time in milliseconds since the epoch. Exactly one of its
 * four flags is set; a previous key says until when verifiers are told of it.
 */
export function showSigningKey(
  key: SigningKey,
  certificate: string | undefined,
  now: number,
): JsonObject {
  const state = signingKeyState(key, now, LONGEST_TOKEN_LIFETIME_SECONDS)
  const previous = state === 'previous' || state === 'retired'
  const { currentSince, previousSince, revokedAt } = key
  return {
    kid: key.kid,
    ...(certificate !== undefined && showCertificate(Buffer.from(certificate, 'base64'))),
    current: state === 'current',
    next: state === 'next',
    previous,
    ...(currentSince !== undefined && { current_since: isoTime(currentSince) }),
    ...(previousSince !== undefined && { current_until: isoTime(previousSince) }),
    ...(previous && { published_until: isoTime(publishedUntil(key)) }),
    revoked: state === 'revoked',
    ...(revokedAt !== undefined && { revoked_at: isoTime(revokedAt) }),
  }
}

/** When the last token of a previous key has ended, in milliseconds since the epoch. */
export function publishedUntil({ previousSince = 0 }: SigningKey): number {
  return previousSince + LONGEST_TOKEN_LIFETIME_SECONDS * 1000
}

export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** Finger- and thumbprint are one SHA-1, as the original's; nothing trusts them. */
function showCertificate(der: Buffer): JsonObject {
  const thumbprint = createHash('sha1').update(der).digest('hex').toUpperCase()
  return {
    cert: pem('CERTIFICATE', der),
    pkcs7: pem('PKCS7', certificateAsPkcs7(der)),
    fingerprint: thumbprint.replaceAll(/..(?!$)/g, '$&:'),
    thumbprint,
  }
}

/** RFC 7468, with the original's line ends. */
function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\r\n')
}
