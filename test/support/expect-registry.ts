import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }

const run = promisify(execFile)
const WITHIN_MS = 20_000

/** Throws at once when the npm registry that npm is configured for does not answer, for tests that need a real one. */
export async function expectRegistry(): Promise<void> {
  const wanted = `node@${manifest.dependencies.node}`
  const patience = ['--prefer-online', '--fetch-retries=0', `--fetch-timeout=${WITHIN_MS}`]
  try {
    await run('npm', ['view', wanted, 'version', ...patience], { timeout: 2 * WITHIN_MS })
  } catch (cause) {
    const { stdout } = await run('npm', ['config', 'get', 'registry'])
    const message = `This test needs the network: ${stdout.trim()} does not answer for ${wanted}`
    throw new Error(message, { cause })
  }
}
