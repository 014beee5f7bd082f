import type { HookRunner } from '../core/ports/hook-runner.ts'
import type { SecretStore } from '../core/ports/secret-store.ts'

type Runner = Pick<HookRunner, 'run'> & Pick<LazyHookPorts, 'connect'>

export interface LazyHookPorts {
  runner: Pick<HookRunner, 'run'>
  secrets: Pick<SecretStore, 'read'>
  /** Opens the connection for a version's runs; runs nothing. */
  connect(versionArn: string): Promise<void>
}

/**
 * What a hook takes on the token path. Their clients are loaded with the first hook that runs: a
 * tenant without one does not wait for them.
 */
export function createLazyHookPorts(prefix: string): LazyHookPorts {
  let runner: Promise<Runner> | undefined
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
    connect: async (versionArn) => (await loadRunner()).connect(versionArn),
  }
}

async function openRunner(): Promise<Runner> {
  const [{ createLambdaHookRunner }, { createLambdaInvokeClient }, { dryRun }] = await Promise.all([
    import('./lambda-hook-runner.ts'),
    import('./lambda-client.ts'),
    import('./lambda-dry-run.ts'),
  ])
  const client = createLambdaInvokeClient()
  return {
    ...createLambdaHookRunner(client),
    connect: (versionArn) => dryRun(client, versionArn),
  }
}

async function openSecrets(prefix: string): Promise<SecretStore> {
  const [{ createSecretsManagerSecretStore }, { createSecretsManagerClient }] = await Promise.all([
    import('./secrets-manager-secret-store.ts'),
    import('./secrets-manager-client.ts'),
  ])
  return createSecretsManagerSecretStore(createSecretsManagerClient(), prefix)
}
