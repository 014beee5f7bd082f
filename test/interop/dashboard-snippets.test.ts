import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../dashboard/apis/test/languages.ts'
import type { TokenRequest } from '../../dashboard/apis/test/token-request.ts'
import { writeSnippet } from '../../dashboard/apis/test/write-snippet.ts'
import { expectTutorialToken } from '../support/expect-tutorial-token.ts'
import { demoParameters } from '../support/token-client.ts'
import { localServer } from './support/local-server.ts'

const run = promisify(execFile)

interface Runtime {
  language: string
  /** Succeeds where the language's snippets can run. */
  probe: [command: string, ...args: string[]]
  file: string
  /** What runs the file; its name is added. */
  command: [command: string, ...args: string[]]
  /** Makes the snippet a whole program. */
  complete?: (snippet: string) => string
}

const JAVA_IMPORTS = `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
`

/** What runs anywhere; C# with RestSharp, jQuery, Objective-C and Swift do not. */
const RUNTIMES: Runtime[] = [
  { language: 'curl', probe: ['curl', '--version'], file: 'snippet.sh', command: ['sh'] },
  {
    language: 'node',
    probe: [process.execPath, '--version'],
    file: 'snippet.cjs',
    command: [process.execPath],
  },
  {
    language: 'python',
    probe: ['python3', '-c', 'import requests'],
    file: 'snippet.py',
    command: ['python3'],
  },
  {
    language: 'java',
    probe: ['java', '--version'],
    file: 'Snippet.java',
    command: ['java', '-XX:TieredStopAtLevel=1'],
    complete: (snippet) =>
      `${JAVA_IMPORTS}public class Snippet {
  public static void main(String[] args) throws Exception {
    ${snippet}
  }
}`,
  },
  {
    language: 'php',
    probe: ['php', '-r', 'exit(extension_loaded("curl") ? 0 : 1);'],
    file: 'snippet.php',
    command: ['php'],
  },
  {
    language: 'ruby',
    probe: ['ruby', '-e', "require 'net/http'"],
    file: 'snippet.rb',
    command: ['ruby'],
  },
  { language: 'go', probe: ['go', 'version'], file: 'snippet.go', command: ['go', 'run'] },
]

const runnable = RUNTIMES.filter(({ language, probe: [command, ...args] }) => {
  if (spawnSync(command, args).status === 0) return true
  console.warn(`Not run: the ${language} snippet, since ${command} is not here.`)
  return false
})

describe("the request of an API's test tab", () => {
  const server = localServer()
  const request = (): TokenRequest => ({
    url: `${server().url}oauth/token`,
    body: demoParameters(server()) as unknown as TokenRequest['body'],
  })

  it.each(runnable)('in $language gets the token of the tutorial', async (runtime) => {
    const { file, complete = (snippet) => snippet, command: words } = runtime
    const [command, ...args] = words
    const path = join(server().dataDir, file)
    writeFileSync(path, complete(snippetIn(runtime.language)))
    const { stdout } = await run(command, [...args, path])
    const answer = JSON.parse(stdout)
    expect(answer).toMatchObject({ scope: 'read:data extra', token_type: 'Bearer' })
    expectTutorialToken(answer.access_token, server())
  })

  it.each(LANGUAGES)('in $title has the address and every parameter', ({ id }) => {
    const snippet = snippetIn(id).replaceAll('\\"', '"')
    const { url, body } = request()
    expect(snippet).toContain(new URL(url).hostname)
    expect(snippet).toContain('/oauth/token')
    for (const [name, value] of Object.entries(body)) {
      expect(snippet).toContain(name)
      expect(snippet).toContain(value)
    }
  })

  function snippetIn(id: string): string {
    const language = LANGUAGES.find((each) => each.id === id)
    if (language === undefined) throw new Error(`No language ${id}`)
    return writeSnippet(request(), language)
  }
})
