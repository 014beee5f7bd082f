import type { ManagementClient } from '../../support/management-client.ts'
import { decodeToken, demoExchange, type TokenServer } from '../../support/token-client.ts'
import type { Chore, Tenant } from './chore.ts'
import { accepted, change, type Known, settle } from './known.ts'
import { CLAIM, soakScript, wordOf } from './soak-script.ts'
import { whenDeployed } from './when-deployed.ts'

const SAVES = 3
const SECRET_CHANGES = 2

/** The hook of every exchange: saved, rolled back, its secrets changed. */
export async function createEnabledHook(api: ManagementClient): Promise<Chore> {
  let serial = 0
  const word: Known<string> = { now: 'word-0' }
  const secret: Known<string> = { now: 'value-0' }
  const given = { name: 'soak', triggerId: 'credentials-exchange', script: soakScript(word.now) }
  const { id } = accepted(await api.post('/hooks', given)).body
  const path = `/hooks/${id}`
  accepted(await api.post(`${path}/secrets`, { ONE: secret.now, TWO: secret.now }))
  accepted(await api.patch(path, { enabled: true }))

  async function checkNext(server: TokenServer): Promise<void> {
    const { payload } = decodeToken(await demoExchange(server))
    settle('The word of the next token', word, payload[`${CLAIM}/word`])
    settle('The secret of the next token', secret, payload[`${CLAIM}/one`])
  }

  async function rollBack({ api, server }: Tenant): Promise<void> {
    const { body } = accepted(await api.get(`${path}/versions?fields=version,current`))
    const earlier = body.findLast(({ current }: { current: boolean }) => !current)
    const { script } = accepted(await api.get(`${path}/versions/${earlier.version}`)).body
    await change(word, wordOf(script), () => api.post(`${path}/versions/${earlier.version}/deploy`))
    await checkNext(server)
  }

  return {
    name: 'the enabled hook',
    async work(tenant) {
      const { api, server } = tenant
      for (let save = 0; save < SAVES; save++) {
        const next = `word-${++serial}`
        await change(word, next, () => api.patch(path, { script: soakScript(next) }))
        await checkNext(server)
      }
      for (let changes = 0; changes < SECRET_CHANGES; changes++) {
        const next = `value-${++serial}`
        await change(secret, next, () => api.patch(`${path}/secrets`, { ONE: next, TWO: next }))
        await checkNext(server)
      }
      await rollBack(tenant)
      return SAVES + SECRET_CHANGES + 1
    },
    async check({ api, server }) {
      const { script, enabled } = await whenDeployed(api, id)
      if (!enabled) throw new Error('The enabled hook is no longer enabled')
      settle('The script of the enabled hook', word, wordOf(script))
      await checkNext(server)
    },
  }
}
