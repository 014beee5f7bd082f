import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { HookVersion } from '../../../functions/core/hook-model.ts'

/** What is at rest that nothing needs: an empty list when all is well. */
export function findLeftovers(dataDir: string, temporary: string): string[] {
  const database = new DatabaseSync(join(dataDir, 'tenant.db'), { readOnly: true })
  try {
    const all = (query: string) => database.prepare(query).all() as Record<string, string>[]
    const hooks = new Set(all("SELECT sk FROM records WHERE pk = 'hooks'").map(({ sk }) => sk))
    const versions = all("SELECT value FROM records WHERE pk LIKE 'H#%' AND sk LIKE 'V#%'").map(
      ({ value = '' }) => JSON.parse(value) as HookVersion,
    )
    const deployed = new Set(
      versions.flatMap(({ versionArn, former = [] }) => [
        versionArn,
        ...former.map((each) => each.versionArn),
      ]),
    )
    const folders = readdirSync(join(dataDir, 'hooks')).flatMap((hook) =>
      hooks.has(hook)
        ? readdirSync(join(dataDir, 'hooks', hook)).map((version) => `${hook}/${version}`)
        : [`${hook}, whose hook is not there`],
    )
    const ofNoHook = ({ hookId }: HookVersion) => !hooks.has(hookId)
    const secrets = all('SELECT hook_id FROM secrets').map(({ hook_id = '' }) => hook_id)
    return [
      ...folders.filter((folder) => !deployed.has(folder)).map((each) => `the folder ${each}`),
      ...versions.filter(ofNoHook).map((each) => `version ${each.version} of ${each.hookId}`),
      ...secrets
        .filter((id, i) => !hooks.has(id) || secrets.indexOf(id) !== i)
        .map((id) => `secrets of ${id}`),
      ...all("SELECT pk, sk FROM records WHERE pk IN ('deployments', 'deletedhooks')").map(
        ({ pk, sk }) => `the record ${pk} ${sk}`,
      ),
      ...[...readdirSync(temporary), ...readdirSync(join(dataDir, 'tmp'))].map(
        (name) => `the temporary ${name}`,
      ),
    ]
  } finally {
    database.close()
  }
}
