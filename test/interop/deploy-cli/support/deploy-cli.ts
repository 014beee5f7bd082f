import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { StartedServer } from '../../../support/start-local.ts'

const require = createRequire(import.meta.url)
const PROGRAMS = {
  7: require.resolve('auth0-deploy-cli-7/lib/index.js'),
  8: require.resolve('auth0-deploy-cli-8/lib/index.js'),
}
export const DEPLOY_CLI_MAJORS = [7, 8] as const
export type DeployCliMajor = (typeof DEPLOY_CLI_MAJORS)[number]

/** An import of version 8 compiles its schemas for 15 s of a processor before it does anything. */
const ENDS_WITHIN_MS = 300_000

/** The folder of a release as its package unpacks it. */
export function deployCliFolder(major: DeployCliMajor): string {
  return dirname(dirname(PROGRAMS[major]))
}

/**
 * Runs `a0deploy` of a release with these arguments, as a pipeline does: the tenant and what to
 * manage come with the environment, which has nothing else. Resolves with everything it printed;
 * rejects with it when the program fails.
 */
export function deployCli(
  major: DeployCliMajor,
  server: StartedServer,
  args: string[],
  settings: Record<string, string> = {},
): Promise<string> {
  const { client_id, client_secret } = server.credentials.admin
  const env = {
    NODE_EXTRA_CA_CERTS: join(server.dataDir, 'tls', 'ca.pem'),
    AUTH0_DOMAIN: new URL(server.url).host,
    AUTH0_CLIENT_ID: client_id,
    AUTH0_CLIENT_SECRET: client_secret,
    AUTH0_INCLUDED_ONLY: '["hooks","clients","resourceServers","clientGrants"]',
    ...settings,
  }
  const options = { env, timeout: ENDS_WITHIN_MS }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [PROGRAMS[major], ...args], options, (error, stdout, stderr) => {
      const printed = stdout + stderr
      if (error === null) resolve(printed)
      else reject(new Error(`a0deploy ${args.join(' ')} failed (${error.code}):\n${printed}`))
    })
  })
}
