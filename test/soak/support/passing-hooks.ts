import type { ManagementClient } from '../../support/management-client.ts'
import type { Chore } from './chore.ts'
import { accepted } from './known.ts'
import { whenDeployed } from './when-deployed.ts'

const NAME = 'passing'
const SCRIPT = `const left = require('left')
module.exports = (client, scope, audience, context, cb) => cb(null, { scope: [left] })`

/** Hooks that come with a package and a secret, are tried, and go. */
export function createPassingHooks(): Chore {
  let serial = 0
  /** The one that was acknowledged last, until its removal is asked for. */
  let kept: string | undefined
  /** Whose removal was acknowledged. */
  const gone: string[] = []

  const named = async (api: ManagementClient): Promise<{ id: string }[]> => {
    const { body } = accepted(await api.get('/hooks?per_page=100'))
    return body.filter(({ name }: { name: string }) => name.startsWith(NAME))
  }

  async function remove(api: ManagementClient, id: string): Promise<void> {
    kept = undefined
    accepted(await api.delete(`/hooks/${id}`))
    gone.push(id)
  }

  return {
    name: 'hooks that come and go',
    async work({ api }) {
      const given = {
        name: `${NAME}-${++serial}`,
        triggerId: 'credentials-exchange',
        script: SCRIPT,
      }
      const { id } = accepted(await api.post('/hooks', given)).body
      kept = id
      accepted(await api.post(`/hooks/${id}/secrets`, { KEY: `secret of ${serial}` }))
      const { outcome, scope } = accepted(await api.post(`/hooks/${id}/test`)).body
      if (outcome !== 'result' || scope.join(' ') !== 'left 1.0.0')
        throw new Error(`A test: ${outcome}`)
      await remove(api, id)
      return 3
    },
    async check({ api }) {
      const found = await named(api)
      if (kept !== undefined && !found.some(({ id }) => id === kept)) {
        throw new Error(`The hook ${kept} was acknowledged and is lost`)
      }
      const risen = found.find(({ id }) => gone.includes(id))
      if (risen) throw new Error(`The hook ${risen.id} was removed and is there again`)
      for (const { id } of found) {
        await whenDeployed(api, id)
        await remove(api, id)
      }
    },
  }
}
