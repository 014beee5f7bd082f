/**
 * A local server that stops at one step of the deployment of a script with the word `pause`, says
 * so, and waits to be killed. Arguments: the data folder, the step.
 */
import type { AddressInfo } from 'node:net'
import { answer, maxBodyBytes } from '../../functions/routes.ts'
import { createHttpServer } from '../../local/http-server.ts'
import { openLocalTenant } from '../../local/open-local-tenant.ts'
import { prepareTenant } from '../../local/prepare-tenant.ts'

const [dataDir = '', pauseAt = ''] = process.argv.slice(2)
const tenant = await openLocalTenant({ dataDir, printEvents: () => {} })
const { store, builder, deployer, runner } = tenant.ports
let armed = false

const { build } = builder
builder.build = async (source) => {
  armed ||= source.script.includes('pause')
  return around('build', () => build.call(builder, source))
}
const { deploy, keepOnly } = deployer
deployer.deploy = (...given) => around('deploy', () => deploy.apply(deployer, given))
deployer.keepOnly = (...given) => around('removal', () => keepOnly.apply(deployer, given))
const { probe } = runner
runner.probe = (versionArn) => around('probe', () => probe.call(runner, versionArn))
const { transact } = store
store.transact = (changes) => {
  const ends = changes.some((change) => 'remove' in change && change.remove.pk === 'deployments')
  const run = () => transact.call(store, changes)
  return ends ? around('transaction', run) : run()
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

async function around<T>(step: string, run: () => Promise<T>): Promise<T> {
  await stopAt(`before ${step}`)
  const result = await run()
  await stopAt(`after ${step}`)
  return result
}

async function stopAt(step: string): Promise<void> {
  if (!armed || step !== pauseAt) return
  console.log('paused')
  await new Promise(() => {})
}
