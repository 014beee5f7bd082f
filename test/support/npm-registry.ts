import { createHash } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** A package as a test publishes it. */
export interface FakePackage {
  /** Path to content; `{ link }` is a symbolic link. Default: an `index.js` that exports name and version. */
  files?: Record<string, string | Uint8Array | { link: string }>
  /** More of its package.json. */
  manifest?: Record<string, unknown>
  /** As the registry tells it; not told by default. */
  unpackedSize?: number
}

export type NpmRegistry = Awaited<ReturnType<typeof serveNpmRegistry>>

/** An npm registry on this machine with the packages that a test publishes. */
export async function serveNpmRegistry() {
  const packuments = new Map<string, Packument>()
  const tarballs = new Map<string, Buffer>()
  const requests: string[] = []
  let answer: RequestListener | undefined
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1)
    requests.push(path)
    if (answer) return answer(request, response)
    const content = tarballs.get(path) ?? JSON.stringify(packuments.get(path))
    if (content === undefined) return response.writeHead(404).end('{}')
    response.end(content)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    url,
    /** Paths, without the leading slash. */
    requests,
    /** Answers every request from now on in place of the packages. */
    answerWith(listener: RequestListener): void {
      answer = listener
    },
    /** Publishes `name@version`, as the latest. */
    publish(
      name: string,
      version: string,
      { files, manifest, unpackedSize }: FakePackage = {},
    ): void {
      const own = { name, version, ...manifest }
      const tarball = packTarball({
        'index.js': `module.exports = ${JSON.stringify(`${name} ${version}`)}\n`,
        ...files,
        'package.json': JSON.stringify(own),
      })
      const path = `${name}/-/${version}.tgz`
      tarballs.set(path, tarball)
      const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
      const packument = packuments.get(name) ?? { name, versions: {}, 'dist-tags': {} }
      packument.versions[version] = {
        ...own,
        dist: { tarball: `${url}${path}`, integrity, unpackedSize },
      }
      packument['dist-tags'].latest = version
      packuments.set(name, packument)
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Packument {
  name: string
  versions: Record<string, object>
  'dist-tags': Record<string, string>
}

/** A gzipped tar (POSIX ustar) of a folder named `package`. */
function packTarball(files: Record<string, string | Uint8Array | { link: string }>): Buffer {
  const parts = Object.entries(files).flatMap(([path, file]) => {
    if (typeof file === 'object' && 'link' in file) return [tarHeader(path, 0, file.link)]
    const content = Buffer.from(file)
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512)
    return [tarHeader(path, content.length), content, padding]
  })
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]))
}

function tarHeader(path: string, bytes: number, link?: string): Buffer {
  const header = Buffer.alloc(512)
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
  const { name, prefix } = splitPath(`package/${path}`)
  header.write(name, 0)
  header.write(prefix, 345)
  header.write(octal(0o644, 7), 100)
  header.write(octal(0, 7) + octal(0, 7), 108)
  header.write(octal(bytes, 11) + octal(0, 11), 124)
  header.write(' '.repeat(8), 148)
  header.write(link === undefined ? '0' : '2', 156)
  header.write(link ?? '', 157)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(sum, 6)} `, 148)
  return header
}

/** A path of more than 100 bytes is cut at a slash. */
function splitPath(path: string): { name: string; prefix: string } {
  if (path.length <= 100) return { name: path, prefix: '' }
  const cut = path.indexOf('/', path.length - 101)
  return { name: path.slice(cut + 1), prefix: path.slice(0, cut) }
}
