import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { HookTestPayload } from '../../functions/management/contract/hook-test-payload.ts'
import { CliError, usageError } from '../cli-error.ts'
import { readNamedFile } from '../read-file.ts'

/** What a hook is given, and what should come of it. */
export interface Fixture {
  /** The file, as it was named. */
  name: string
  payload: HookTestPayload
  secrets: Record<string, string>
  /** `{result}` or `{refused: {name, message}}`. */
  expected?: unknown
}

/** A hook's arguments as a file has them: those of the old runner, and of a hook's own `context`. */
interface FixtureFile {
  client?: { tenant?: string; id?: string; name?: string; metadata?: Record<string, string> }
  client_id?: string
  scope?: string[]
  audience?: string
  context?: {
    ip?: string
    userAgent?: string
    body?: Record<string, unknown>
    headers?: Record<string, string>
    query?: Record<string, string>
    request?: { query?: Record<string, string> }
    webtask?: { secrets?: Record<string, string> }
  }
  secrets?: Record<string, string>
  expected?: unknown
}

/** Without a file: a sample of what hooks are given, and nothing that should come of it. */
export const NO_FIXTURE: Fixture = { name: 'sample', payload: {}, secrets: {} }

/**
 * Reads a fixture, or a folder with `fixture.json` and `expected.json`. What should come of it is in
 * `expectedFile`, or the fixture's `expected`, or an `expected.json` beside a `fixture.json`.
 */
export async function readFixture(
  path: string,
  expectedFile: string | undefined,
): Promise<Fixture> {
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  const file = isFolder ? join(path, 'fixture.json') : path
  const { secrets = {}, expected: own, ...given } = checkFixture(await readJson(file), file)
  const beside = join(dirname(file), 'expected.json')
  const isPair = basename(file) === 'fixture.json' && existsSync(beside)
  const from = expectedFile ?? (own === undefined && isPair ? beside : undefined)
  const expected = from === undefined ? own : await readJson(from)
  return {
    name: path,
    payload: toPayload(given),
    secrets: { ...given.context?.webtask?.secrets, ...secrets },
    ...(expected !== undefined && { expected }),
  }
}

/** What is taken apart here; the rest of it the tenant looks at. */
function checkFixture(fixture: unknown, file: string): FixtureFile {
  if (!isObject(fixture)) throw usageError(`${file} is no fixture: It must be an object.`)
  for (const part of ['client', 'context', 'secrets']) {
    if (isObject(fixture[part] ?? {})) continue
    throw usageError(`${file} is no fixture: '${part}' must be an object.`)
  }
  return fixture
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Without what the tenant adds itself. */
function toPayload({ client, context, ...rest }: FixtureFile): HookTestPayload {
  const { tenant: _, ...asked } = client ?? {}
  const { request, webtask: __, ...seen } = context ?? {}
  const query = seen.query ?? request?.query
  return {
    ...rest,
    ...(client && { client: asked }),
    ...(context && { context: { ...seen, ...(query && { query }) } }),
  } as HookTestPayload
}

async function readJson(file: string): Promise<unknown> {
  const text = await readNamedFile(file, `There is no fixture ${file}.`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : ''
    throw new CliError('usage', `${file} is no JSON: ${reason}`, { cause })
  }
}
