import { join } from 'node:path'
import { buildFunctions } from '../../../../build/functions.ts'
import { serveNpmRegistry } from '../../../support/npm-registry.ts'
import { publishInstalled } from '../../../support/publish-installed.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'
import { ROOT } from '../read-document.ts'
import { createEmulatedStack } from './emulated-stack.ts'
import { serveAccount } from './serve-account.ts'

const COMMAND = join(ROOT, 'test/docs/support/aws/command.mjs')
/** `cdk synth` runs the app, as the CDK does; the rest happens in the emulated account. */
const NPX = `() {
  if [ "$1" != cdk ]; then command npx "$@"; return; fi
  shift
  if [ "$1" != synth ]; then EMULATED_PROGRAM=cdk node ${COMMAND} "$@"; return; fi
  ln -sfn "$EMULATED_DIST" dist && CDK_OUTDIR=cdk.out node infra/app.ts
}`
const AWS = `() { EMULATED_PROGRAM=aws node ${COMMAND} "$@"; }`

/** For documents about AWS: an emulated account for `npx cdk`, `aws` and the AWS clients, with the shipped bundles. */
export async function withAccount() {
  const [dist, registry] = await Promise.all([temporaryFolder(), serveNpmRegistry()])
  publishInstalled(registry, 'uuid')
  await buildFunctions({ outDir: dist.path, platform: 'installed' })
  const stack = await createEmulatedStack(join(dist.path, 'functions'), registry.url)
  const account = await serveAccount(stack)
  return {
    env: {
      'BASH_FUNC_npx%%': NPX,
      'BASH_FUNC_aws%%': AWS,
      EMULATED_DIST: dist.path,
      AWS_ENDPOINT_URL: account.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'emulated',
      AWS_SECRET_ACCESS_KEY: 'emulatedsecretaccesskey',
    },
    async end() {
      await account.close()
      await stack.close()
      await registry.close()
      await dist.remove()
    },
  }
}
