import { execFile, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm, stat } from 'node:fs/promises'
import { createServer, get } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localCertificates } from '../../../local/tls/local-certificates.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const DAY_MS = 86_400_000
const hasOpenssl = spawnSync('openssl', ['version']).status === 0

describe('localCertificates', () => {
  let dataDir: string
  let remove: () => Promise<void>
  let now: number
  const clock = { now: () => now }

  function certificates(host = 'localhost') {
    return localCertificates(dataDir, host, clock)
  }

  beforeEach(async () => {
    now = Date.now()
    ;({ path: dataDir, remove } = await temporaryFolder())
  })
  afterEach(() => remove())

  it.skipIf(!hasOpenssl)('pass the strict verification of openssl', async () => {
    const { caFile } = await certificates('tokens.test')
    const leaf = join(dataDir, 'tls', 'leaf.pem')
    for (const name of ['localhost', 'tokens.test']) {
      const options = ['-x509_strict', '-purpose', 'sslserver', '-verify_hostname', name]
      const args = ['verify', ...options, '-CAfile', caFile, leaf]
      const { stdout } = await promisify(execFile)('openssl', args)
      expect(stdout).toContain('OK')
    }
  })

  it.each(['localhost', '127.0.0.1', 'tokens.test'])('serve https as %s', async (servername) => {
    const { key, cert, caFile } = await certificates('tokens.test')
    const server = createServer({ key, cert }, (_, response) => response.end('hello'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const { port } = server.address() as AddressInfo
      const ca = await readFile(caFile)
      expect(await fetchText(port, servername, ca)).toBe('hello')
      await expect(fetchText(port, 'other.test', ca)).rejects.toThrow(/altnames/)
      await expect(fetchText(port, servername)).rejects.toThrow(/certificate/)
    } finally {
      server.close()
    }
  })

  it('keep private keys from other users', async () => {
    await certificates()
    for (const file of ['ca.key', 'leaf.key']) {
      expect((await stat(join(dataDir, 'tls', file))).mode & 0o777).toBe(0o600)
    }
  })

  it('stay the same from start to start', async () => {
    const first = await certificates('Bücher.test')
    expect(await certificates('bücher.test')).toEqual(first)
  })

  it('hold for at most 397 days', async () => {
    const leaf = new X509Certificate((await certificates()).cert)
    const days = (leaf.validToDate.getTime() - leaf.validFromDate.getTime()) / DAY_MS
    expect(days).toBeGreaterThan(300)
    expect(days).toBeLessThanOrEqual(397)
  })

  it('are renewed under the same authority when less than 30 days remain', async () => {
    const first = await certificates()
    now += 365 * DAY_MS
    expect(await certificates()).toEqual(first)
    now += 2 * DAY_MS
    const renewed = await certificates()
    expect(renewed.cert).not.toBe(first.cert)
    expect(authorityOf(renewed)).toBe(authorityOf(first))
  })

  it('are renewed under the same authority for another host', async () => {
    const first = await certificates('a.test')
    const second = await certificates('b.test')
    expect(new X509Certificate(second.cert).checkHost('b.test')).toBe('b.test')
    expect(new X509Certificate(second.cert).checkHost('a.test')).toBeUndefined()
    expect(authorityOf(second)).toBe(authorityOf(first))
  })

  it.each(['192.0.2.7', '2001:DB8:0::1', '[2001:db8::1]'])('name the address %s', async (host) => {
    const first = await certificates(host)
    const address = host.replace(/[[\]]/g, '')
    expect(new X509Certificate(first.cert).checkIP(address)).toBe(address)
    expect(await certificates(host)).toEqual(first)
  })

  it('are renewed with their authority when its key was lost', async () => {
    const first = await certificates()
    await rm(join(dataDir, 'tls', 'ca.key'))
    const second = await certificates()
    expect(authorityOf(second)).not.toBe(authorityOf(first))
    const [leaf, ca] = [new X509Certificate(second.cert), authorityOf(second)]
    expect(leaf.verify(new X509Certificate(ca).publicKey)).toBe(true)
  })

  it('refuse a host that no certificate can name', async () => {
    await expect(certificates('*.test')).rejects.toThrow('"*.test" is not a host name')
    await expect(certificates('a b')).rejects.toThrow('"a b" is not a host name')
  })
})

function authorityOf({ cert }: { cert: string }): string {
  return cert.slice(cert.lastIndexOf('-----BEGIN'))
}

async function fetchText(port: number, servername: string, ca?: Buffer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const lookup = { host: servername, headers: { host: servername } }
  const request = get({ port, ca, agent: false, ...lookup, lookup: toLoopback }, (response) => {
    response.setEncoding('utf8').on('data', resolve)
  })
  request.on('error', reject)
  return await promise
}

/** Every name is this machine. */
function toLoopback(
  _name: string,
  options: { all?: boolean },
  done: (error: null, address: string | { address: string; family: 4 }[], family?: 4) => void,
): void {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }])
  else done(null, '127.0.0.1', 4)
}
