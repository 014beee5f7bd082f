import { resolve } from 'node:path'
import { bundleHookRuntime } from '../build/hook-runtime.ts'
import type { Endpoint } from '../functions/core/http.ts'
import type { LogEvent } from '../functions/core/log-event.ts'
import { createDiscoveryEndpoints } from '../functions/discovery/create-discovery-endpoints.ts'
import { REQUESTS_PER_MINUTE } from '../functions/management/count-request.ts'
import { DEPLOYMENT_WAIT_MS } from '../functions/management/hooks/begin-deployment.ts'
import { createManagementEndpoint } from '../functions/management/management-endpoint.ts'
import type { EndpointName } from '../functions/routes.ts'
import { createSiteEndpoint } from '../functions/site/create-site-endpoint.ts'
import { systemClock } from '../functions/system-clock.ts'
import { createSecretReader } from '../functions/token/create-secret-reader.ts'
import { createTokenEndpoint } from '../functions/token/token-endpoint.ts'
import { createDashboardFiles } from './dashboard-files.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { createProcessDraftRunner } from './hooks/process-draft-runner.ts'
import { createProcessHookBuilder, NPM_REGISTRY } from './hooks/process-hook-builder.ts'
import { ProcessHookDeployer } from './hooks/process-hook-deployer.ts'
import { ProcessHookRunner } from './hooks/process-hook-runner.ts'
import { createLocalDeployments } from './hooks/run-deployments.ts'
import { FileSigner } from './keys/file-signer.ts'
import { FileSigningKeys } from './keys/file-signing-keys.ts'
import { KeyFolder } from './keys/key-folder.ts'
import { openEventLog } from './log/event-log.ts'
import { makePrivateFolder } from './make-private-folder.ts'
import { createRequestCounter } from './request-counter.ts'
import { createSecretStore } from './secret-store.ts'
import { openTenantDatabase } from './tenant-database.ts'
import { createTenantStore } from './tenant-store.ts'

export const KEEP_EVENTS = 100_000
export const KEEP_DAYS = 30

export type LocalTenant = Awaited<ReturnType<typeof openLocalTenant>>

/**
 * Every port over one data folder (0700, made when it is not there), and the endpoints over them.
 * Throws when another server uses the folder.
 */
export async function openLocalTenant(options: {
  dataDir: string
  printEvents: (events: LogEvent[], texts: string[]) => void
  /** URL of the npm registry that hooks' packages come from. Default: npm's own. */
  registry?: string | undefined
  /** Of one client to the Management API. */
  requestsPerMinute?: number
}) {
  const dataDir = resolve(options.dataDir)
  await makePrivateFolder(dataDir)
  const lock = lockDataFolder(dataDir)
  const database = openTenantDatabase(dataDir)
  const log = openEventLog({
    dataDir,
    print: options.printEvents,
    keepEvents: KEEP_EVENTS,
    keepDays: KEEP_DAYS,
  })
  const keyFolder = new KeyFolder(dataDir)
  const runner = new ProcessHookRunner({ dataDir })
  const runtime = await bundleHookRuntime()
  const drafts = createProcessDraftRunner({ dataDir, runtime })
  const clock = systemClock
  const hookPorts = {
    store: createTenantStore(database),
    builder: createProcessHookBuilder({ registry: options.registry ?? NPM_REGISTRY }),
    deployer: new ProcessHookDeployer({ dataDir, runtime }),
    runner,
    clock,
  }
  const deployments = createLocalDeployments(hookPorts, (error) => console.error(error))
  const ports = {
    ...hookPorts,
    deployments,
    deploymentWaitMs: DEPLOYMENT_WAIT_MS,
    secrets: createSecretStore(database),
    signer: new FileSigner(keyFolder),
    keys: new FileSigningKeys(keyFolder, clock),
    drafts,
    log,
    counter: createRequestCounter(),
    requestsPerMinute: options.requestsPerMinute ?? REQUESTS_PER_MINUTE,
  }
  const endpoints: Record<EndpointName, Endpoint> = {
    token: createTokenEndpoint({ ...ports, readSecrets: createSecretReader(ports.secrets) }),
    management: createManagementEndpoint(ports),
    ...createDiscoveryEndpoints(ports),
    site: createSiteEndpoint(createDashboardFiles()),
  }
  return {
    dataDir,
    ports,
    endpoints,
    async close() {
      await Promise.all([deployments.close(), runner.close(), drafts.close()])
      log.close()
      database.close()
      lock.release()
    },
  }
}
