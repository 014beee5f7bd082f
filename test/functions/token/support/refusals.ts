/** An exchange of the demo application that is refused, and how in each dialect. */
export interface Refusal {
  name: string
  parameters?: Record<string, unknown>
  /** Sent in place of JSON parameters. */
  form?: string
  headers?: Record<string, string>
  auth0: [status: number, error: string]
  rfc6749?: [status: number, error: string]
  description: string
  /** What the log says, when it is more than the answer. */
  reason?: string
}

export const REFUSALS: Refusal[] = [
  {
    name: 'an unknown client',
    parameters: { client_id: 'nobody' },
    auth0: [401, 'access_denied'],
    rfc6749: [401, 'invalid_client'],
    description: 'Unauthorized',
    reason: 'There is no such client',
  },
  {
    name: 'a client_id that no client can have',
    parameters: { client_id: 'no/body' },
    auth0: [401, 'access_denied'],
    rfc6749: [401, 'invalid_client'],
    description: 'Unauthorized',
    reason: 'The client_id is not one that this server gives',
  },
  {
    name: 'a wrong secret',
    parameters: { client_secret: 'wrong' },
    auth0: [401, 'access_denied'],
    rfc6749: [401, 'invalid_client'],
    description: 'Unauthorized',
    reason: 'The client secret is wrong',
  },
  {
    name: 'no secret',
    parameters: { client_secret: undefined },
    auth0: [401, 'access_denied'],
    rfc6749: [401, 'invalid_client'],
    description: 'Unauthorized',
    reason: 'No client secret was sent',
  },
  {
    name: 'an unknown audience',
    parameters: { audience: 'https://unknown.example.com/' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description: 'Service not enabled within domain: https://unknown.example.com/',
  },
  {
    name: 'an audience over 600 bytes',
    parameters: { audience: 'é'.repeat(301) },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description: `Service not enabled within domain: ${'é'.repeat(301)}`,
  },
  {
    name: 'an audience with control characters',
    parameters: { audience: 'urn:a\u0000b' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description: 'Service not enabled within domain: urn:a\u0000b',
  },
  {
    name: 'an API without a grant',
    parameters: { audience: 'urn:ungranted' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'unauthorized_client'],
    description:
      'Client is not authorized to access "urn:ungranted". You need to create a "client-grant" associated to this API.',
  },
  {
    name: 'scopes that are not granted',
    parameters: { scope: 'write:data read:data delete:data' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_scope'],
    description: 'Client has not been granted scopes: write:data, delete:data',
  },
  {
    name: 'an API that wants HS256',
    parameters: { audience: 'urn:hs256' },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description:
      'The API "urn:hs256" asks for tokens signed with HS256, which this server does not issue. Set its signing_alg to RS256.',
  },
  {
    name: 'no audience where none is the default',
    parameters: { audience: undefined },
    auth0: [403, 'access_denied'],
    rfc6749: [400, 'invalid_target'],
    description:
      'No audience parameter was provided, and no default audience has been configured. Send the API identifier as audience, or set default_audience in the tenant settings.',
  },
  {
    name: 'no grant_type',
    parameters: { grant_type: undefined },
    auth0: [400, 'invalid_request'],
    description: 'Missing required parameter: grant_type',
  },
  {
    name: 'an empty grant_type',
    parameters: { grant_type: '' },
    auth0: [400, 'invalid_request'],
    description: 'Missing required parameter: grant_type',
  },
  {
    name: 'no client_id',
    parameters: { client_id: undefined },
    auth0: [400, 'invalid_request'],
    description: 'Missing required parameter: client_id',
  },
  {
    name: 'another grant type',
    parameters: { grant_type: 'password' },
    auth0: [403, 'unsupported_grant_type'],
    rfc6749: [400, 'unsupported_grant_type'],
    description: 'Unsupported grant type: password',
  },
  {
    name: 'a parameter that is not a string',
    parameters: { client_id: 7 },
    auth0: [400, 'invalid_request'],
    description: 'Parameter client_id must be a string',
  },
  {
    name: 'audience and resource that differ',
    parameters: { resource: 'urn:other' },
    auth0: [400, 'invalid_request'],
    description: 'audience and resource name different APIs',
  },
  {
    name: 'a secret in both header and body',
    headers: { authorization: `Basic ${btoa('someone:secret')}` },
    auth0: [400, 'invalid_request'],
    description: 'The client secret was sent both in the header and in the body',
  },
  {
    name: 'a header and a body that name different clients',
    parameters: { client_secret: undefined },
    headers: { authorization: `Basic ${btoa('someone:secret')}` },
    auth0: [400, 'invalid_request'],
    description: 'The header and the body name different clients',
  },
  {
    name: 'a malformed Basic header',
    headers: { authorization: 'Basic !!!' },
    auth0: [400, 'invalid_request'],
    description: 'The Authorization header is not valid Basic credentials',
  },
  {
    name: 'a repeated form parameter',
    form: 'grant_type=client_credentials&audience=a&audience=b',
    auth0: [400, 'invalid_request'],
    description: 'Parameter audience was sent more than once',
  },
  {
    name: 'a body that is not UTF-8',
    form: 'grant_type=client_credentials',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=latin1' },
    auth0: [400, 'invalid_request'],
    description: 'The charset of the body must be UTF-8',
  },
  {
    name: 'malformed JSON',
    form: '{"grant_type":',
    headers: { 'content-type': 'application/json' },
    auth0: [400, 'invalid_request'],
    description: 'The body is not valid JSON',
  },
  {
    name: 'JSON that is not an object',
    form: '["client_credentials"]',
    headers: { 'content-type': 'application/json' },
    auth0: [400, 'invalid_request'],
    description: 'The body must be a JSON object',
  },
  {
    name: 'another content type',
    form: '<grant/>',
    headers: { 'content-type': 'text/xml' },
    auth0: [400, 'invalid_request'],
    description: 'Content-Type must be application/json or application/x-www-form-urlencoded',
  },
  {
    name: 'a body over 64 KB',
    form: `grant_type=${'x'.repeat(64 * 1024)}`,
    auth0: [413, 'invalid_request'],
    description: 'The request body is larger than 65536 bytes',
  },
]
