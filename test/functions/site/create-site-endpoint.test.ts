import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '../../../functions/core/http.ts'
import { answer } from '../../../functions/routes.ts'
import { createSiteEndpoint } from '../../../functions/site/create-site-endpoint.ts'
import type { SiteFile } from '../../../functions/site/site-files.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

function file(text: string, contentType: string, isHashed: boolean): SiteFile {
  return { text, contentType, isHashed, gzip: gzipSync(text), sha: `sha-of-${text.length}` }
}

const FILES = new Map([
  ['index.html', file('<!doctype html>', 'text/html; charset=utf-8', false)],
  ['assets/main-ABC.js', file('let here', 'text/javascript; charset=utf-8', true)],
])

function ask(path: string, more: Partial<HttpRequest> = {}) {
  const endpoint = createSiteEndpoint(async () => FILES)
  const body = new Uint8Array()
  return endpoint({ method: 'GET', path, query: '', headers: {}, body, ip: '::1', ...more })
}

describe('the dashboard’s files', () => {
  it.each(['/dashboard/', '/dashboard/hooks', '/dashboard/hooks/01ABC'])(
    'are the page at %s, asked for anew each time',
    async (path) => {
      const { status, headers, body } = await ask(path)
      expect(status).toBe(200)
      expect(body).toBe('<!doctype html>')
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-length': '15',
      })
    },
  )

  it('may be kept for good when their names have their hash', async () => {
    const { headers, body } = await ask('/dashboard/assets/main-ABC.js')
    expect(body).toBe('let here')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('come compressed to who takes that', async () => {
    const headers = { 'accept-encoding': 'br, gzip' }
    const answer = await ask('/dashboard/assets/main-ABC.js', { headers })
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
    expect(String(gunzipSync(answer.bytes ?? ''))).toBe('let here')
  })

  it('carry the policy to the letter, on every answer', async () => {
    const answers = [
      await ask('/dashboard/'),
      await ask('/dashboard'),
      await ask('/dashboard/assets/none.js'),
      await ask('/dashboard/', { method: 'POST' }),
    ]
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
    }
  })

  it('are not sent again to who has them', async () => {
    const { headers } = await ask('/dashboard/')
    const known = { 'if-none-match': `"other", ${headers.etag}` }
    const { status, body } = await ask('/dashboard/', { headers: known })
    expect([status, body]).toEqual([304, ''])
  })

  it('tell their length to HEAD', async () => {
    const { status, headers, body } = await ask('/dashboard/', { method: 'HEAD' })
    expect([status, headers['content-length'], body]).toEqual([200, '15', ''])
  })

  it('are not made up: a file that is not there is a 404', async () => {
    expect((await ask('/dashboard/assets/gone-123.js')).status).toBe(404)
    expect((await ask('/dashboard/assets/../index.html')).status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('do not take %s', async (method) => {
    const { status, headers } = await ask('/dashboard/', { method })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  it('are what the bare address leads to, which no browser remembers for good', async () => {
    const endpoints = { site: createSiteEndpoint(async () => FILES) }
    const request = { path: '/', query: '', headers: {}, body: new Uint8Array(), ip: '::1' }
    const got = await answer({ ...request, method: 'GET' }, endpoints)
    expect([got.status, got.headers.location]).toEqual([302, '/dashboard/'])
    expect((await answer({ ...request, method: 'POST' }, endpoints)).status).toBe(405)
    expect((await answer({ ...request, method: 'GET' }, {})).status).toBe(404)
  })

  it('are below a slash', async () => {
    const { status, headers } = await ask('/dashboard')
    expect([status, headers.location]).toEqual([308, '/dashboard/'])
  })
})
