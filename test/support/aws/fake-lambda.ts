import { createControl } from './lambda-control.ts'
import { createInvocations } from './lambda-invocations.ts'
import {
  describeState,
  type Fields,
  type LambdaFunction,
  type LambdaLimits,
} from './lambda-model.ts'
import { notEmulated, parseName } from './lambda-requests.ts'
import {
  AwsFault,
  type FakeAnswer,
  type FakeRequest,
  type FakeService,
  serveFake,
} from './serve-fake.ts'

const OPERATIONS: Record<string, string> = {
  'GET /functions': 'ListFunctions',
  'POST /functions': 'CreateFunction',
  'GET /functions/*': 'GetFunction',
  'DELETE /functions/*': 'DeleteFunction',
  'GET /functions/*/versions': 'ListVersionsByFunction',
  'PUT /functions/*/code': 'UpdateFunctionCode',
  'PUT /functions/*/configuration': 'UpdateFunctionConfiguration',
  'POST /functions/*/invocations': 'Invoke',
}

/** Lambda as far as hooks need it: states, revisions, versions; it runs what is uploaded. */
export interface FakeLambda extends FakeService {
  functions: Map<string, LambdaFunction>
  /** A function's configuration as it is now, without a call. */
  describe: (name: string) => Fields
  /** Which versions ran, in the order of their beginnings: `name:version`. */
  invoked: string[]
  /** The end of what each printed for its last event, by `name:version`. */
  printed: ReadonlyMap<string, string>
  limits: LambdaLimits
  /** Resolves when no asynchronous event is under way. */
  settled: () => Promise<void>
}

/** Starts a Lambda without functions. */
export async function startFakeLambda(): Promise<FakeLambda> {
  const limits = {
    concurrency: Number.POSITIVE_INFINITY,
    settleMs: 30,
    goneRoles: new Set<string>(),
  }
  const control = createControl(limits)
  const invocations = createInvocations(limits)

  async function respond(request: FakeRequest): Promise<FakeAnswer> {
    const operation = operationOf(request)
    if (operation === 'CreateFunction') return control.create(parse(request.body))
    if (operation === 'ListFunctions') return { status: 200, body: { Functions: listFunctions() } }
    const { name, qualifier } = parseName(request.path[2], request.query.get('Qualifier'))
    switch (operation) {
      case 'GetFunction':
        return control.get(name, qualifier)
      case 'ListVersionsByFunction':
        return control.listVersions(name, request.query)
      case 'UpdateFunctionCode':
        return control.updateCode(name, parse(request.body))
      case 'UpdateFunctionConfiguration':
        return control.updateConfiguration(name, parse(request.body))
      case 'DeleteFunction':
        return remove(name, qualifier)
      case 'Invoke': {
        const state = control.stateOf(name, qualifier)
        return invocations.invoke(name, qualifier ?? '$LATEST', state, request)
      }
      default:
        throw notEmulated(operation)
    }
  }

  function listFunctions(): Fields[] {
    return [...control.functions.keys()].map((name) =>
      describeState(name, control.stateOf(name), '$LATEST'),
    )
  }

  function remove(name: string, qualifier: string | undefined): FakeAnswer {
    const one = control.functions.get(name)
    const answer = control.remove(name, qualifier)
    for (const [version, state] of one?.versions ?? []) {
      if (qualifier === undefined || Number(qualifier) === version) invocations.forget(state)
    }
    return answer
  }

  const service = await serveFake('lambda', operationOf, respond)
  return {
    ...service,
    limits,
    functions: control.functions,
    describe: (name) => describeState(name, control.stateOf(name), '$LATEST'),
    invoked: invocations.invoked,
    printed: invocations.printed,
    settled: invocations.settled,
    async close() {
      await service.close()
      invocations.close()
    },
  }
}

function operationOf({ method, path }: FakeRequest): string {
  const [, resource, name, part] = path
  const place = [resource, ...(name ? ['*'] : []), ...(part ? [part] : [])].join('/')
  return OPERATIONS[`${method} /${place}`] ?? `${method} /${path.join('/')}`
}

function parse(body: Buffer): Fields {
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new AwsFault('InvalidRequestContentException', 'Could not parse request body into json')
  }
}
