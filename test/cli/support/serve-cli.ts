import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StartedServer, startLocal } from '../../support/start-local.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { type CliUser, createCliUser } from './cli-user.ts'

export interface ServedCli {
  server: StartedServer
  user: CliUser
  /** Writes a file into the user's folder. */
  write: (name: string, text: string) => void
  close: () => Promise<void>
}

/** A running tenant, and somebody with a profile of it called `local`. */
export async function serveCli(args: string[] = []): Promise<ServedCli> {
  const folder = await temporaryFolder()
  const server = await startLocal(join(folder.path, 'data'), args)
  const user = createCliUser(folder.path)
  const { code, screen } = await user.run(
    'init',
    '--local',
    'data',
    '--url',
    server.url,
    '-p',
    'local',
  )
  if (code !== 0) throw new Error(screen)
  return {
    server,
    user,
    write: (name, text) => writeFileSync(join(folder.path, name), text),
    async close() {
      await server.stop()
      await folder.remove()
    },
  }
}
