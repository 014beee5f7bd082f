/**
 * Fetches DynamoDB Local unless it is there. Where there is no java to run it, or no registry, it
 * says so: the suites that need it say so again, and the others run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const jar = `${folder}node_modules/amplify-dynamodb-simulator/emulator/DynamoDBLocal.jar`
const flags = ['--ignore-scripts', '--no-audit', '--no-fund']

if (!existsSync(jar)) {
  const options = { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' }
  const { status } = spawnSync('npm', ['ci', ...flags], options)
  if (status !== 0) console.error('DynamoDB Local could not be fetched: its suites will not run')
}
