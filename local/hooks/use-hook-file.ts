import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { isDeepStrictEqual, parseEnv } from 'node:util'
import * as v from 'valibot'
import type { Hook } from '../../functions/core/hook-model.ts'
import { findHookByName } from '../../functions/core/hook-names.ts'
import { RUNNING_TRIGGER } from '../../functions/core/hook-triggers.ts'
import { createHookId } from '../../functions/core/ids.ts'
import type { SecretStore } from '../../functions/core/ports/secret-store.ts'
import type { TenantStore } from '../../functions/core/ports/tenant-store.ts'
import { secretMap } from '../../functions/management/contract/hook-secrets.ts'
import type { NewHook } from '../../functions/management/hooks/create-hook.ts'
import { readHook } from '../../functions/management/hooks/read-hook.ts'
import {
  enableHook,
  type SaveHookPorts,
  saveHook,
} from '../../functions/management/hooks/save-hook.ts'

/**
 * Makes a file the enabled hook, named after it: a new version when the script or its secrets
 * changed. Throws `HookBuildError` for a broken script; what was enabled stays so.
 */
export async function useHookFile(
  ports: SaveHookPorts & { secrets: SecretStore },
  file: string,
  secretsFile: string | undefined,
): Promise<Hook> {
  const script = await readFile(file, 'utf8')
  const name = hookNameOf(file)
  const known = await findKnown(ports.store, name)
  const id = known?.id ?? createHookId(ports.clock.now())
  const source: NewHook = {
    dependencies: {},
    ...settingsOf(known),
    id,
    name,
    triggerId: RUNNING_TRIGGER,
    script,
    ...(await storeSecrets(ports.secrets, id, secretsFile)),
  }
  const isSaved =
    known !== undefined && known.version > 0 && isDeepStrictEqual({ ...known, ...source }, known)
  const hook = isSaved ? known : (await saveHook(ports, source)).hook
  await enableHook(ports, id)
  const { secretsVersionId } = source
  if (secretsVersionId !== undefined) await ports.secrets.keepOnly(id, secretsVersionId)
  return hook
}

/** What stays as it is. */
function settingsOf(known: Hook | undefined): Partial<NewHook> {
  if (known === undefined) return {}
  const { version: _, latestVersion: __, ...settings } = known
  return settings
}

/** Throws when the name is that of a hook which does not run here. */
async function findKnown(store: TenantStore, name: string): Promise<Hook | undefined> {
  const id = await findHookByName(store, name)
  if (id === undefined) return undefined
  const hook = (await readHook(store, id)).value
  if (hook.triggerId === RUNNING_TRIGGER) return hook
  throw new Error(
    `There is a hook ${name} of the trigger ${hook.triggerId} already. Rename the file.`,
  )
}

/** A version's id follows from its content, so that starting anew with the same file makes none. */
async function storeSecrets(
  store: SecretStore,
  hookId: string,
  file: string | undefined,
): Promise<Pick<Hook, 'secretsVersionId' | 'secretNames' | 'missingSecrets'>> {
  if (file === undefined) return {}
  const secrets = await readSecrets(file)
  const digest = createHash('sha256').update(JSON.stringify(secrets)).digest('hex')
  const { versionId } = await store.write(hookId, secrets, digest)
  return { secretsVersionId: versionId, secretNames: Object.keys(secrets), missingSecrets: [] }
}

/** The secrets of a dotenv file. Throws beyond the limits of a hook's secrets. */
async function readSecrets(file: string): Promise<Record<string, string>> {
  const secrets = parseEnv(await readFile(file, 'utf8')) as Record<string, string>
  const { issues } = v.safeParse(secretMap, secrets)
  const [issue] = issues ?? []
  if (issue !== undefined) {
    const name = v.getDotPath(issue)
    throw new Error(`${file}: ${name === null ? '' : `${name}: `}${issue.message}`)
  }
  return secrets
}

/** A hook's name is lower-case letters, digits and single dashes. */
function hookNameOf(file: string): string {
  const name = basename(file, extname(file))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return name === '' ? 'hook' : name
}
