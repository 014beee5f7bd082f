import { UnreachableError } from '../../functions/management/contract/management-transport.ts'
import { sendRequest } from './send-request.ts'

/** One of a tenant's public documents. Throws `UnreachableError`. */
export async function fetchPublic(url: string, path: string) {
  try {
    const response = await sendRequest(new URL(path, url))
    if (!response.ok) throw new Error(`${path} is answered ${response.status}`)
    return { body: Object(await response.json()), headers: response.headers }
  } catch (cause) {
    throw new UnreachableError(`${url} does not answer as a tenant does`, { cause })
  }
}
