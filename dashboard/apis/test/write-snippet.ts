import { HTTPSnippet } from '@readme/httpsnippet'
import type { Language } from './languages.ts'
import type { TokenRequest } from './token-request.ts'

type Convert = HTTPSnippet['convert']

/** A program that sends the request. Loaded when it is first shown: it knows every language. */
export function writeSnippet({ url, body }: TokenRequest, { target, client }: Language): string {
  const mimeType = 'application/json'
  const snippet = new HTTPSnippet({
    method: 'POST',
    url,
    headers: [{ name: 'content-type', value: mimeType }],
    postData: { mimeType, text: JSON.stringify(body) },
  } as ConstructorParameters<typeof HTTPSnippet>[0])
  const written = snippet.convert(target as Parameters<Convert>[0], client)
  const program = [written].flat()[0]
  if (!program) throw new Error(`Nothing writes requests in ${target} for ${client}`)
  return program
}
