import {
  checkChangeable,
  conflict,
  describeState,
  type Fields,
  type FunctionState,
  type LambdaFunction,
  type LambdaLimits,
  newFunction,
  publish,
  updated,
  withCode,
} from './lambda-model.ts'
import { notEmulated, notFound, parseName, readConfiguration, readZip } from './lambda-requests.ts'
import { AwsFault, type FakeAnswer } from './serve-fake.ts'

const VERSIONS_PER_PAGE = 50

/** Lambda's functions, and the operations that make, change and show them. */
export function createControl(limits: LambdaLimits) {
  const functions = new Map<string, LambdaFunction>()

  function existing(name: string): LambdaFunction {
    const found = functions.get(name)
    if (found === undefined) throw notFound(name)
    return found
  }

  function stateOf(name: string, qualifier = '$LATEST'): FunctionState {
    const found = functions.get(name)
    const state = qualifier === '$LATEST' ? found?.latest : found?.versions.get(Number(qualifier))
    if (state === undefined) throw notFound(name, qualifier)
    return state
  }

  function answerChanged(one: LambdaFunction, isPublished: unknown, status = 200): FakeAnswer {
    const version = isPublished === true ? String(publish(one, limits.settleMs)) : '$LATEST'
    return { status, body: describeState(one.name, stateOf(one.name, version), version) }
  }

  return {
    functions,
    stateOf,

    create({ FunctionName: given, Code: code, Publish: isPublished, ...rest }: Fields): FakeAnswer {
      const { name, qualifier } = parseName(String(given), null)
      if (qualifier !== undefined) throw new AwsFault('ValidationException', 'No version in a name')
      const { ZipFile: zip, ...elsewhere } = (code ?? {}) as Fields
      if (Object.keys(elsewhere).length > 0) throw notEmulated('code that is elsewhere')
      const made = newFunction(
        name,
        readConfiguration(rest, limits.goneRoles),
        readZip(zip),
        limits.settleMs,
      )
      if (functions.has(name)) {
        const message = `Function already exist: ${name}`
        throw new AwsFault('ResourceConflictException', message, 409, { Type: 'User' })
      }
      functions.set(name, made)
      return answerChanged(made, isPublished, 201)
    },

    updateCode(name: string, input: Fields): FakeAnswer {
      const { ZipFile: zip, Publish: isPublished, RevisionId: revisionId, ...rest } = input
      const one = existing(name)
      const code = readZip(zip)
      const configuration = readConfiguration(rest, limits.goneRoles, one.latest.configuration)
      checkChangeable(one, revisionId)
      const change = { ...withCode(one.latest, code), configuration }
      one.latest = updated(one.latest, change, limits.settleMs)
      return answerChanged(one, isPublished)
    },

    updateConfiguration(name: string, { RevisionId: revisionId, ...rest }: Fields): FakeAnswer {
      const one = existing(name)
      const configuration = readConfiguration(rest, limits.goneRoles, one.latest.configuration)
      checkChangeable(one, revisionId)
      one.latest = updated(one.latest, { configuration }, limits.settleMs)
      return answerChanged(one, false)
    },

    get(name: string, qualifier = '$LATEST'): FakeAnswer {
      const configuration = describeState(name, stateOf(name, qualifier), qualifier)
      return { status: 200, body: { Configuration: configuration, Code: { RepositoryType: 'S3' } } }
    },

    listVersions(name: string, query: URLSearchParams): FakeAnswer {
      const { latest, versions } = existing(name)
      const all: [string | number, FunctionState][] = [['$LATEST', latest], ...versions]
      const from = Number(query.get('Marker') ?? 0)
      const most = Number(query.get('MaxItems') ?? VERSIONS_PER_PAGE)
      const to = from + Math.min(most, VERSIONS_PER_PAGE)
      const page = all.slice(from, to)
      const Versions = page.map(([version, state]) => describeState(name, state, String(version)))
      return {
        status: 200,
        body: { Versions, ...(to < all.length && { NextMarker: String(to) }) },
      }
    },

    remove(name: string, qualifier: string | undefined): FakeAnswer {
      const one = existing(name)
      if (qualifier === '$LATEST') throw conflict('$LATEST version cannot be deleted')
      if (qualifier === undefined) functions.delete(name)
      else if (!one.versions.delete(Number(qualifier))) throw notFound(name, qualifier)
      return { status: 204, body: '' }
    },
  }
}
