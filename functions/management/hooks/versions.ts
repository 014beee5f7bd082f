import { listHookVersionsQuery } from '../contract/hook-versions.ts'
import { fieldsQuery } from '../contract/list-query.ts'
import { type Operation, operation } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { answerHook } from './answer-hook.ts'
import { deployVersion } from './deploy-version.ts'
import type { HookLifecyclePorts } from './hook-lifecycle.ts'
import { listVersions } from './list-versions.ts'
import { readVersion } from './read-version.ts'
import { refuseBuild } from './refuse-build.ts'
import { showVersion, showVersionSource } from './show-version.ts'

const PATH = '/hooks/:id/versions'

/** `/hooks/{id}/versions`: what was saved of a hook, and the way back to it. */
export function hookVersionOperations(ports: HookLifecyclePorts): Operation[] {
  const { store, deployer } = ports
  const deploy = (kind: 'deploy' | 'rebuild', params: { id: string; version: string }) =>
    deployVersion(ports, params.id, params.version, kind).catch(refuseBuild)
  return [
    operation({
      method: 'GET',
      path: PATH,
      scopes: ['read:hooks'],
      summary: 'Get Hook Versions',
      query: listHookVersionsQuery,
      async handle({ params, query }) {
        return { status: 200, body: await listVersions(ports, params.id, query) }
      },
    }),
    operation({
      method: 'GET',
      path: `${PATH}/:version`,
      scopes: ['read:hooks'],
      summary: 'Get a Hook Version',
      query: fieldsQuery,
      async handle({ params, query }) {
        const found = await readVersion(store, params.id, params.version)
        const shown = {
          ...showVersion(found, deployer),
          ...(await showVersionSource(store, found)),
        }
        return { status: 200, body: pickFields(shown, query) }
      },
    }),
    operation({
      method: 'POST',
      path: `${PATH}/:version/deploy`,
      scopes: ['update:hooks'],
      summary: 'Deploy a Hook Version',
      async handle({ params }) {
        return answerHook(store, 200, await deploy('deploy', params), true)
      },
    }),
    operation({
      method: 'POST',
      path: `${PATH}/:version/rebuild`,
      scopes: ['update:hooks'],
      summary: 'Rebuild a Hook Version',
      async handle({ params }) {
        const { headers } = await answerHook(store, 200, await deploy('rebuild', params), false)
        const found = await readVersion(store, params.id, params.version)
        return { status: 200, body: showVersion(found, deployer), ...(headers && { headers }) }
      },
    }),
  ]
}
