import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { CliError, usageError } from '../cli-error.ts'
import { sendRequest } from '../session/send-request.ts'
import { canAsk } from '../terminal/ask.ts'

/** A script, and what its surroundings say about it. */
export interface ScriptSource {
  script: string
  /** Of the package.json beside the file, else the file's; absent for standard input. */
  name?: string
  /** Those of the package.json beside the file that the script names. */
  dependencies: Record<string, string>
}

/** Reads a hook's script from a file, a URL, or standard input (`-`, or nothing when it is piped). */
export async function readSource(from: string | undefined): Promise<ScriptSource> {
  if (from === undefined && canAsk()) {
    throw usageError('Name the file or URL of the script, or - for standard input.')
  }
  if (from === undefined || from === '-') {
    return { script: await text(process.stdin), dependencies: {} }
  }
  return /^https?:\/\//i.test(from) ? fetchScript(new URL(from)) : readScript(from)
}

async function fetchScript(url: URL): Promise<ScriptSource> {
  const response = await download(url)
  if (!response.ok) {
    throw new CliError('bad_request', `${url} answered ${response.status}: there is no script.`)
  }
  const name = nameOfFile(decodeURIComponent(url.pathname))
  return { script: await response.text(), ...(name && { name }), dependencies: {} }
}

async function download(url: URL): Promise<Response> {
  try {
    return await sendRequest(url)
  } catch (cause) {
    throw new CliError('bad_request', `${url} cannot be fetched.`, { cause })
  }
}

async function readScript(file: string): Promise<ScriptSource> {
  const script = await readFileOr(file, `There is no file ${file}.`)
  const { name, dependencies } = await readPackageJson(dirname(resolve(file)))
  return {
    script,
    name: name ?? nameOfFile(file),
    dependencies: Object.fromEntries(
      Object.entries(dependencies).filter(([dependency]) => names(script, dependency)),
    ),
  }
}

/** Throws a usage error with the system's reason. */
export async function readFileOr(file: string, explain: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('usage', `${explain} (${reason})`, { cause })
  }
}

async function readPackageJson(folder: string) {
  try {
    const { name, dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { name: name as string | undefined, dependencies: Object(dependencies) as object }
  } catch {
    return { name: undefined, dependencies: {} }
  }
}

/** Whether a text has the package's name in quotes, alone or with a path or version behind it. */
function names(script: string, dependency: string): boolean {
  return new RegExp(`['"\`]${RegExp.escape(dependency)}['"\`/@]`).test(script)
}

function nameOfFile(file: string): string {
  return basename(file, extname(file))
}
