import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TenantProperties } from '../../../functions/bootstrap/bootstrap-call.ts'

/** What a custom resource answered to its stack. */
export interface StackAnswer {
  Status: 'SUCCESS' | 'FAILED'
  Reason?: string
  PhysicalResourceId: string
  Data?: Record<string, string>
}

/** Calls a custom resource's function as CloudFormation does, and gives what it put to the address. */
export async function callStack(
  invoke: (event: object) => Promise<unknown>,
  RequestType: 'Create' | 'Update' | 'Delete',
  properties: TenantProperties,
  before: TenantProperties = properties,
): Promise<StackAnswer> {
  const answered = Promise.withResolvers<StackAnswer>()
  const server = createServer((request, response) => {
    const isAsWanted = request.method === 'PUT' && !request.headers['content-type']
    response.writeHead(isAsWanted ? 200 : 403).end()
    text(request).then((body) => answered.resolve(JSON.parse(body)), answered.reject)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  try {
    await invoke({
      RequestType,
      RequestId: 'request',
      ResponseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/signed?Signature=abc`,
      StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/hookmint-main/1',
      LogicalResourceId: 'Tenant',
      ...(RequestType !== 'Create' && { PhysicalResourceId: 'tenant-main' }),
      ResourceType: 'Custom::HookmintTenant',
      ResourceProperties: { ServiceToken: 'arn', ...properties },
      ...(RequestType === 'Update' && { OldResourceProperties: before }),
    })
    return await answered.promise
  } finally {
    server.close()
    server.closeAllConnections()
  }
}
