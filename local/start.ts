import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { HookBuildError } from '../functions/core/errors.ts'
import { tenantKey } from '../functions/core/record-keys.ts'
import { resumeDeployments } from '../functions/deploy-hook/resume-deployments.ts'
import { resumeDeletions } from '../functions/management/hooks/resume-deletions.ts'
import { answer, maxBodyBytes } from '../functions/routes.ts'
import { errorCode } from './error-code.ts'
import { removeStrayFolders } from './hooks/remove-stray-folders.ts'
import { useHookFile } from './hooks/use-hook-file.ts'
import { watchHookFile } from './hooks/watch-hook-file.ts'
import { createHttpServer } from './http-server.ts'
import { createEventPrinter } from './log/print-events.ts'
import { makeNewAdmin } from './make-new-admin.ts'
import { type LocalTenant, openLocalTenant } from './open-local-tenant.ts'
import { prepareTenant } from './prepare-tenant.ts'
import { printWelcome } from './print-welcome.ts'
import { writeServerAddress } from './server-address.ts'
import {
  HELP,
  optionsAgain,
  parseStartOptions,
  type StartOptions,
  UsageError,
} from './start-options.ts'
import { stopOnSignals } from './stop-on-signals.ts'
import { localCertificates } from './tls/local-certificates.ts'
import { useOwnTemporaryFolder } from './use-own-temporary-folder.ts'

async function start(options: StartOptions): Promise<void> {
  const pretty = process.stdout.isTTY && !options.jsonLogs
  const tenant = await openLocalTenant({
    dataDir: options.dataDir,
    printEvents: createEventPrinter(pretty),
    registry: options.registry,
  })
  const { ports, endpoints, dataDir } = tenant
  await useOwnTemporaryFolder(dataDir)
  const tls = options.https
    ? await localCertificates(dataDir, await certificateHost(tenant, options), ports.clock)
    : undefined
  const ready = Promise.withResolvers<void>()
  const server = createHttpServer({
    tls,
    maxBodyBytes,
    answer: async (request) => {
      await ready.promise
      return answer(request, endpoints)
    },
  })
  const url = await listen(server, options)
  const issuers = { issuer: options.issuer, defaultIssuer: url }
  const prepared = await prepareTenant(tenant, issuers)
  await writeServerAddress(dataDir, url)
  finishLeftovers(tenant).catch((error) => console.error(error))
  if (options.newAdmin) await makeNewAdmin(ports.store, prepared.tenant)
  if (options.hook !== undefined) await useHookFile(ports, options.hook, options.secretsFile)
  const watchers = options.watch ? watchFiles(tenant, options) : []
  const [stored] = await ports.store.read([tenantKey])
  const hook = stored?.value.hook
  if (hook !== undefined) ports.runner.warm(hook.versionArn)
  stopOnSignals(server, async () => {
    for (const watcher of watchers) watcher.close()
    await tenant.close()
  })
  ready.resolve()
  await printWelcome(
    {
      url,
      issuer: stored?.value.issuer ?? url,
      isNew: prepared.isNew,
      dataDir,
      hookName: hook?.name,
      watched: options.watch ? options.hook : undefined,
      caFile: tls?.caFile,
      again: optionsAgain(options),
    },
    ports,
  )
}

/** What a crash has interrupted. Requests need not wait for it. */
async function finishLeftovers({ ports, dataDir }: LocalTenant): Promise<void> {
  await resumeDeletions(ports)
  await resumeDeployments(ports)
  await removeStrayFolders(ports.store, dataDir)
}

/** The host that clients name: the issuer's, when there is one yet. */
async function certificateHost({ ports }: LocalTenant, options: StartOptions): Promise<string> {
  const [tenant] = await ports.store.read([tenantKey])
  const issuer = options.issuer ?? tenant?.value.issuer
  return issuer === undefined ? options.host : new URL(issuer).hostname
}

/** Resolves with the address as clients write it, with the trailing slash. */
async function listen(server: Server, { host, port, https }: StartOptions): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, resolve)
  await promise
  const address = server.address() as AddressInfo
  const anyAddress = host === '0.0.0.0' || host === '::'
  const name = anyAddress ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `${https ? 'https' : 'http'}://${name}:${address.port}/`
}

/** Saves the hook when its file or its secrets change; a broken one leaves the last good one on. */
function watchFiles({ ports }: LocalTenant, { hook = '', secretsFile }: StartOptions) {
  const files = secretsFile === undefined ? [hook] : [hook, secretsFile]
  return files.map((file) =>
    watchHookFile(file, async () => {
      try {
        const saved = await useHookFile(ports, hook, secretsFile)
        console.error(`Saved ${hook}: version ${saved.version} of ${saved.name} is enabled`)
      } catch (error) {
        console.error(`${describe(error, hook)}\nThe last good version stays enabled.`)
      }
    }),
  )
}

function describe(error: unknown, hook: string | undefined): string {
  if (error instanceof HookBuildError) {
    const place = error.line === undefined ? '' : `:${error.line}:${error.column}`
    return `${hook}${place}: ${error.message}`
  }
  if (!(error instanceof Error)) return String(error)
  const code = errorCode(error)
  if (code === 'EADDRINUSE') {
    return `${error.message}: another program listens there. Choose another port: npm start -- --port 3001`
  }
  return code === 'ENOENT' || error.constructor === Error
    ? error.message
    : (error.stack ?? error.message)
}

async function main(): Promise<void> {
  let options: StartOptions | undefined
  try {
    options = parseStartOptions(process.argv.slice(2), process.env.npm_config_registry)
    if (options.help) process.stdout.write(HELP)
    else await start(options)
  } catch (error) {
    const usage = error instanceof UsageError
    console.error(usage ? `${error.message}\n\n${HELP}` : describe(error, options?.hook))
    process.exit(usage ? 2 : 1)
  }
}

await main()
