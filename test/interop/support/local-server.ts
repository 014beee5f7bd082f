import { afterAll, beforeAll } from 'vitest'
import { type StartedServer, startLocal } from '../../support/start-local.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Runs a fresh local server for the tests of the surrounding block; call what it returns within them. */
export function localServer(args: string[] = []): () => StartedServer {
  let folder: Awaited<ReturnType<typeof temporaryFolder>> | undefined
  let server: StartedServer | undefined
  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startLocal(folder.path, args)
  })
  afterAll(async () => {
    await server?.stop()
    await folder?.remove()
  })
  return () => {
    if (server === undefined) throw new Error('The server runs within tests and their hooks only')
    return server
  }
}
