import type { ManagementClient } from '../../support/management-client.ts'
import type { Chore } from './chore.ts'
import { accepted, change, type Known, settle } from './known.ts'
import { soakScript, wordOf } from './soak-script.ts'
import { whenDeployed } from './when-deployed.ts'

const SAVES = 6
/** Of a hook's versions that no token runs. */
const MOST_RECORDED = 50

/** A hook that is saved more often than versions are kept, and never enabled. */
export async function createSavedHook(api: ManagementClient): Promise<Chore> {
  let serial = 0
  const word: Known<string> = { now: 'draft-0' }
  const given = { name: 'draft', triggerId: 'credentials-exchange', script: soakScript(word.now) }
  const { id } = accepted(await api.post('/hooks', given)).body
  const path = `/hooks/${id}`

  async function checkVersions(api: ManagementClient): Promise<void> {
    const { body } = accepted(await api.get(`${path}/versions?per_page=100&fields=version`))
    if (body.length > MOST_RECORDED) throw new Error(`There are ${body.length} versions of a hook`)
  }

  return {
    name: 'a hook that is not enabled',
    async work({ api }) {
      for (let save = 0; save < SAVES; save++) {
        const next = `draft-${++serial}`
        await change(word, next, () => api.patch(path, { script: soakScript(next) }))
      }
      await checkVersions(api)
      return SAVES
    },
    async check({ api }) {
      settle('The script of the other hook', word, wordOf((await whenDeployed(api, id)).script))
    },
  }
}
