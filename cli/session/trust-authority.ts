import { readFile } from 'node:fs/promises'
import tls from 'node:tls'
import { CliError } from '../cli-error.ts'

/** Takes certificates of this authority for the rest of the process, beside those of Node. */
export async function trustAuthority(file: string | undefined): Promise<void> {
  if (file === undefined) return
  if (tls.setDefaultCACertificates === undefined) {
    if (process.env.NODE_EXTRA_CA_CERTS) return
    throw new CliError('usage', `Node ${process.version} cannot be told to trust ${file}.`, {
      hint: `Run it with NODE_EXTRA_CA_CERTS=${file}, or on Node 22.19 or newer.`,
    })
  }
  const authority = await readAuthority(file)
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority])
}

async function readAuthority(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new CliError('usage', `The certificate authority of this profile is gone: ${file}`, {
      hint: 'Make the profile anew: hookmint init --local FOLDER',
      cause,
    })
  }
}
