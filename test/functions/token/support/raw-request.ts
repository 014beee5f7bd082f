export const JSON_TYPE = 'content-type: application/json'

/** A request to the token endpoint as it goes over the wire. */
export function rawRequest(
  body: string,
  headers: string[] = [JSON_TYPE],
  line = 'POST /oauth/token HTTP/1.1',
): string {
  const length = headers.some((header) => /^(content-length|transfer-encoding)\b/i.test(header))
    ? []
    : [`content-length: ${Buffer.byteLength(body)}`]
  return `${[line, 'host: localhost', ...headers, ...length].join('\r\n')}\r\n\r\n${body}`
}
