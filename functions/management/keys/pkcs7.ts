/** 1.2.840.113549.1.7.2 and .1, in DER. */
const SIGNED_DATA = Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2)
const DATA = Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1)
const VERSION_1 = Uint8Array.of(2, 1, 1)

const SEQUENCE = 0x30
const SET = 0x31
const CONTEXT_0 = 0xa0

/**
 * A certificate, in DER, as PKCS #7 carries it: a SignedData that nobody signed (RFC 2315 9,
 * RFC 5652 5.1).
 */
export function certificateAsPkcs7(certificate: Uint8Array): Uint8Array {
  const nobody = der(SET)
  const signedData = der(
    SEQUENCE,
    VERSION_1,
    nobody,
    der(SEQUENCE, DATA),
    der(CONTEXT_0, certificate),
    nobody,
  )
  return der(SEQUENCE, SIGNED_DATA, der(CONTEXT_0, signedData))
}

/** One element of less than 64 KB. */
function der(tag: number, ...contents: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents)
  const { length } = content
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Uint8Array.of(tag, ...size), content])
}
