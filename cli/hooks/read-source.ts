import { basename, extname } from 'node:path'
import { text } from 'node:stream/consumers'
import { CliError, usageError } from '../cli-error.ts'
import { readNamedFile } from '../read-file.ts'
import { sendRequest } from '../session/send-request.ts'
import { canAsk } from '../terminal/ask.ts'
import { bundleScript } from './bundle-script.ts'
import { namedIn, readPackageJson } from './package-json.ts'

/** A script, and what the command line and its surroundings say about it. */
export interface ScriptSource {
  script: string
  /** Of the package.json beside the file, else the file's; absent for standard input. */
  name?: string
  /** Whether the name is the package.json's, and the file's is another. */
  isPackage: boolean
  /** Declared, and those of the package.json beside the file that the script names. */
  dependencies: Record<string, string>
}

export interface SourceOptions {
  bundle?: true
  bundleMinify?: true
  /** Each as `name@version`. */
  dependency: readonly string[]
}

/** Reads a hook's script from a file, a URL, or standard input (`-`, or nothing when it is piped). */
export async function readSource(
  from: string | undefined,
  { bundle, bundleMinify, dependency }: SourceOptions,
): Promise<ScriptSource> {
  const declared = Object.fromEntries(dependency.map(readDependency))
  const isFile = from !== undefined && from !== '-' && !isUrl(from)
  if ((bundle || bundleMinify) && !isFile) {
    throw usageError('--bundle needs a file: there is nothing beside standard input or a URL.')
  }
  if (!isFile) {
    return { ...(await readElsewhere(from)), isPackage: false, dependencies: declared }
  }
  const original = await readNamedFile(from, `There is no script ${from}.`)
  const script = bundle || bundleMinify ? await bundleScript(from, bundleMinify === true) : original
  const beside = await readPackageJson(from)
  const name = beside.name ?? nameOfFile(from)
  return {
    script,
    name,
    isPackage: name !== nameOfFile(from),
    dependencies: { ...namedIn(script, beside.dependencies), ...declared },
  }
}

function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

async function readElsewhere(from: string | undefined): Promise<{ script: string; name?: string }> {
  if (from !== undefined && isUrl(from)) return fetchScript(new URL(from))
  if (from === undefined && canAsk()) {
    throw usageError('Name the file or URL of the script, or - for standard input.')
  }
  return { script: await text(process.stdin) }
}

async function fetchScript(url: URL): Promise<{ script: string; name?: string }> {
  const response = await download(url)
  if (!response.ok) {
    throw new CliError('bad_request', `${url} answered ${response.status}: there is no script.`)
  }
  const name = nameOfFile(decodeURIComponent(url.pathname))
  return { script: await response.text(), ...(name && { name }) }
}

async function download(url: URL): Promise<Response> {
  try {
    return await sendRequest(url)
  } catch (cause) {
    throw new CliError('bad_request', `${url} cannot be fetched.`, { cause })
  }
}

/** `name@version`, or a name alone: the latest. */
function readDependency(text: string): [name: string, version: string] {
  const at = text.indexOf('@', 1)
  return at < 0 ? [text, 'latest'] : [text.slice(0, at), text.slice(at + 1)]
}

function nameOfFile(file: string): string {
  return basename(file, extname(file))
}
