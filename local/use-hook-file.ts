import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { isDeepStrictEqual, parseEnv } from 'node:util'
import { createHookId } from '../functions/core/ids.ts'
import type { Hook } from '../functions/core/model.ts'
import type { SecretStore } from '../functions/core/ports.ts'
import {
  enableHook,
  type HookLifecyclePorts,
  saveHook,
} from '../functions/management/hooks/hook-lifecycle.ts'
import { HOOK_LIMITS } from '../hooks/runtime/contract.ts'

/**
 * Makes a file the enabled hook, named after it: a new version when the script or its secrets
 * changed. Throws `HookBuildError` for a broken script; what was enabled stays so.
 */
export async function useHookFile(
  ports: HookLifecyclePorts & { secrets: SecretStore },
  file: string,
  secretsFile: string | undefined,
): Promise<Hook> {
  const script = await readFile(file, 'utf8')
  const name = hookNameOf(file)
  const hooks = await ports.store.list<Hook>('hooks', { limit: 1000 })
  const known = hooks.find(({ value }) => value.name === name)?.value
  const id = known?.id ?? createHookId(ports.clock.now())
  const secretsVersionId = await storeSecrets(ports.secrets, id, secretsFile)
  const source = {
    id,
    name,
    triggerId: 'credentials-exchange',
    script,
    dependencies: known?.dependencies ?? {},
    timeoutMs: known?.timeoutMs ?? HOOK_LIMITS.defaultTimeoutMs,
    afterCallbackMs: known?.afterCallbackMs ?? 0,
    secretsVersionId: secretsVersionId ?? known?.secretsVersionId,
  }
  const isSaved = known !== undefined && isDeepStrictEqual({ ...known, ...source }, known)
  const hook = isSaved ? known : await saveHook(ports, source)
  await enableHook(ports, id)
  return hook
}

/** A version's id follows from its content, so that starting anew with the same file makes none. */
async function storeSecrets(
  store: SecretStore,
  hookId: string,
  file: string | undefined,
): Promise<string | undefined> {
  if (file === undefined) return undefined
  const secrets = parseEnv(await readFile(file, 'utf8')) as Record<string, string>
  const digest = createHash('sha256').update(JSON.stringify(secrets)).digest('hex')
  const { versionId } = await store.write(hookId, secrets, digest)
  return versionId
}

/** A hook's name is lower-case letters, digits and single dashes. */
function hookNameOf(file: string): string {
  const name = basename(file, extname(file))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return name === '' ? 'hook' : name
}
