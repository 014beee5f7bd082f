/**
 * A local server that stops at one step and waits to be killed, once it has said so: of the
 * deployment of a script with the word `pause`, of a rollback to one, of a change of secrets that has
 * it as a value, or of the removal of a hook. Arguments: the data folder, the step.
 */
import type { AddressInfo } from 'node:net'
import type { Deployment } from '../../functions/core/hook-model.ts'
import { answer, maxBodyBytes } from '../../functions/routes.ts'
import { createHttpServer } from '../../local/http-server.ts'
import { openLocalTenant } from '../../local/open-local-tenant.ts'
import { prepareTenant } from '../../local/prepare-tenant.ts'

const [dataDir = '', pauseAt = ''] = process.argv.slice(2)
const tenant = await openLocalTenant({ dataDir, printEvents: () => {} })
const { store, builder, deployer, runner, secrets } = tenant.ports
let armed = false

const { build } = builder
builder.build = async (source) => {
  armed ||= source.script.includes('pause')
  return around('build', () => build.call(builder, source))
}
const { deploy, keepOnly } = deployer
deployer.deploy = (...given) => around('deploy', () => deploy.apply(deployer, given))
deployer.keepOnly = (...given) => around('removal', () => keepOnly.apply(deployer, given))
const { remove } = deployer
deployer.remove = (...given) => around('file removal', () => remove.apply(deployer, given), true)
const { write } = secrets
secrets.write = (...given) => {
  armed ||= Object.values(given[1]).includes('pause')
  return around('secret write', () => write.apply(secrets, given))
}
const { keepOnly: keepSecrets, remove: removeSecrets } = secrets
secrets.keepOnly = (...given) => around('secret cleanup', () => keepSecrets.apply(secrets, given))
secrets.remove = (...given) =>
  around('secret removal', () => removeSecrets.apply(secrets, given), true)
const { probe } = runner
runner.probe = (versionArn) => around('probe', () => probe.call(runner, versionArn))
const { transact } = store
store.transact = (changes) => {
  const puts = (pk: string) => changes.some((change) => 'put' in change && change.put.pk === pk)
  const removes = (pk: string) =>
    changes.some((change) => 'remove' in change && change.remove.pk === pk)
  const run = () => transact.call(store, changes)
  armed ||= changes.some((change) => 'put' in change && isRollback(change.value))
  if (puts('deletedhooks')) return around('mark', run, true)
  if (removes('deletedhooks')) return around('unmark', run, true)
  return removes('deployments') ? around('transaction', run) : run()
}

const server = createHttpServer({
  maxBodyBytes,
  answer: (request) => answer(request, tenant.endpoints),
})
server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await prepareTenant(tenant, { issuer: undefined, defaultIssuer: url })
  console.log(url)
})

/** Whether a record is of a deployment that makes an earlier version the hook's own. */
function isRollback(value: object): boolean {
  return 'goal' in value && (value as Deployment).goal.kind === 'deploy'
}

/** `always`: also when nothing says `pause`. */
async function around<T>(step: string, run: () => Promise<T>, always = false): Promise<T> {
  await stopAt(`before ${step}`, always)
  const result = await run()
  await stopAt(`after ${step}`, always)
  return result
}

async function stopAt(step: string, always: boolean): Promise<void> {
  if (!(armed || always) || step !== pauseAt) return
  console.log('paused')
  await new Promise(() => {})
}
