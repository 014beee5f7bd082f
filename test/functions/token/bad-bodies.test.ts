import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { demoParameters } from '../../support/token-client.ts'
import { useTenant } from '../../support/use-tenant.ts'

const tenant = useTenant()

describe('bodies', () => {
  interface Row {
    name: string
    body?: string | Uint8Array<ArrayBuffer>
    headers?: Record<string, string>
    status: number
    description: string
  }
  const ROWS: Row[] = [
    {
      name: 'nothing at all',
      status: 400,
      description: 'Missing required parameter: grant_type',
    },
    {
      name: 'white space as JSON',
      body: ' \n',
      status: 400,
      description: 'Missing required parameter: grant_type',
    },
    { name: 'null', body: 'null', status: 400, description: 'The body must be a JSON object' },
    { name: 'a number', body: '7', status: 400, description: 'The body must be a JSON object' },
    { name: 'a text', body: '"x"', status: 400, description: 'The body must be a JSON object' },
    { name: 'cut JSON', body: '{"a":', status: 400, description: 'The body is not valid JSON' },
    { name: 'two JSON', body: '{}{}', status: 400, description: 'The body is not valid JSON' },
    {
      name: 'JSON nested 30,000 deep',
      body: `{"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
      status: 400,
      description: 'Missing required parameter: grant_type',
    },
    {
      name: 'bytes that are not UTF-8',
      body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      status: 400,
      description: 'The body is not UTF-8',
    },
    {
      name: 'UTF-16',
      body: Buffer.from('{"grant_type":"client_credentials"}', 'utf16le'),
      headers: { 'content-type': 'application/json; charset=utf-16' },
      status: 400,
      description: 'The charset of the body must be UTF-8',
    },
    {
      name: 'gzip',
      body: gzipSync('{"grant_type":"client_credentials"}'),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      status: 400,
      description: 'Content-Encoding is not supported',
    },
    {
      name: 'multipart',
      body: '--x\r\n\r\n--x--',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      status: 400,
      description: 'Content-Type must be application/json or application/x-www-form-urlencoded',
    },
    {
      name: 'a content type named __proto__',
      body: 'x',
      headers: { 'content-type': '__proto__' },
      status: 400,
      description: 'Content-Type must be application/json or application/x-www-form-urlencoded',
    },
    {
      name: '64 KB of white space, which still fits',
      body: ' '.repeat(64 * 1024),
      status: 400,
      description: 'Missing required parameter: grant_type',
    },
    {
      name: 'one byte more',
      body: ' '.repeat(64 * 1024 + 1),
      status: 413,
      description: 'The request body is larger than 65536 bytes',
    },
    {
      name: '5 MB',
      body: ' '.repeat(5 * 1024 * 1024),
      status: 413,
      description: 'The request body is larger than 65536 bytes',
    },
  ]
  it.each(ROWS)('$name: $status', async ({ body, headers, status, description }) => {
    const response = await fetch(`${tenant.url}oauth/token`, {
      method: 'POST',
      headers: headers ?? { 'content-type': 'application/json' },
      body: body ?? null,
    })
    expect(response.status).toBe(status)
    const answer = (await response.json()) as Record<string, unknown>
    expect(answer.error).toBe('invalid_request')
    expect(answer.error_description).toBe(description)
  })

  it('a byte order mark and parameters that nobody knows do no harm', async () => {
    const response = await fetch(`${tenant.url}oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `\ufeff${JSON.stringify(demoParameters(tenant, { unknown: { deep: [null] } }))}`,
    })
    expect(response.status).toBe(200)
  })
})
