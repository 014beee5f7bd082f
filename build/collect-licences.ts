import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

/** The licences of all packages that a bundle has something of; each text once, below those it is of. */
export async function collectLicences({ inputs }: Metafile): Promise<string> {
  const folders = Object.keys(inputs).flatMap((file) => {
    return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []
  })
  const licences = await Promise.all([...new Set(folders)].sort().map(readLicence))
  const byText = Map.groupBy(licences, ({ text }) => text)
  return [...byText]
    .map(([text, packages]) => `${packages.map((one) => one.package).join('\n')}\n\n${text}`)
    .join(`\n${'-'.repeat(80)}\n\n`)
}

async function readLicence(folder: string): Promise<{ package: string; text: string }> {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  )
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? `${license}\n` : await readFile(join(folder, file), 'utf8')
  return { package: `${name} ${version}`, text: text.replaceAll('\r\n', '\n') }
}
