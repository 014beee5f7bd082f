import type { HookRunner } from '../core/ports/hook-runner.ts'
import type { SecretStore } from '../core/ports/secret-store.ts'

export interface LazyHookPorts {
  runner: Pick<HookRunner, 'run'>
  secrets: Pick<SecretStore, 'read'>
  /** Loads both now: for whoever knows that a hook is enabled. */
  load(): Promise<void>
}

/**
 * What a hook takes on the token path. Their clients are loaded with the first hook that runs: a
 * tenant without one does not wait for them.
 */
export function createLazyHookPorts(prefix: string): LazyHookPorts {
  let runner: Promise<HookRunner> | undefined
  let secrets: Promise<SecretStore> | undefined
  const loadRunner = () => {
    runner ??= openRunner()
    return runner
  }
  const loadSecrets = () => {
    secrets ??= openSecrets(prefix)
    return secrets
  }
  return {
    runner: { run: async (versionArn, event) => (await loadRunner()).run(versionArn, event) },
    secrets: { read: async (hookId, versionId) => (await loadSecrets()).read(hookId, versionId) },
    async load() {
      await Promise.all([loadRunner(), loadSecrets()])
    },
  }
}

async function openRunner(): Promise<HookRunner> {
  const [{ createLambdaHookRunner }, { createLambdaInvokeClient }] = await Promise.all([
    import('./lambda-hook-runner.ts'),
    import('./lambda-client.ts'),
  ])
  return createLambdaHookRunner(createLambdaInvokeClient())
}

async function openSecrets(prefix: string): Promise<SecretStore> {
  const [{ createSecretsManagerSecretStore }, { createSecretsManagerClient }] = await Promise.all([
    import('./secrets-manager-secret-store.ts'),
    import('./secrets-manager-client.ts'),
  ])
  return createSecretsManagerSecretStore(createSecretsManagerClient(), prefix)
}
