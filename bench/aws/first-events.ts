import { packFiles } from '../../functions/aws/packed-files.ts'
import type { FunctionName } from '../../functions/function-names.ts'
import { buildHookEvent } from '../../test/hooks/support/build-hook-event.ts'
import { httpEvent, type startAwsServices } from './aws-services.ts'

const STACK_CALL = {
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Tenant',
  PhysicalResourceId: 'tenant',
  ResourceProperties: {},
}

/** What each function is asked first; `build-hook`, which would ask a registry, nothing. */
export function firstEvents(
  { tenant }: Awaited<ReturnType<typeof startAwsServices>>,
  /** Where CloudFormation waits for an answer. */
  stackUrl: string,
): [name: FunctionName, event: object | undefined][] {
  const script = 'module.exports = (client, scope, audience, context, cb) => cb(null, {})'
  const files = packFiles(new Map([['hook.cjs', Buffer.from(script)]]))
  const { demo } = tenant.credentials
  return [
    ['token', httpEvent('POST', '/oauth/token', { grant_type: 'client_credentials', ...demo })],
    ['discovery', httpEvent('GET', '/.well-known/jwks.json')],
    ['site', httpEvent('GET', '/dashboard/')],
    // Without a token: it is answered before anything is read.
    ['management', httpEvent('GET', '/api/v2/clients')],
    ['deploy-hook', { hookId: 'absent', deploymentId: 'absent' }],
    ['draft-runner', { files, event: buildHookEvent() }],
    // What CloudFormation sends when a stack goes.
    ['bootstrap', { ...STACK_CALL, RequestType: 'Delete', ResponseURL: stackUrl }],
    ['build-hook', undefined],
  ]
}
