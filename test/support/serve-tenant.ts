import type { AddressInfo } from 'node:net'
import type { LogEvent } from '../../functions/core/log-event.ts'
import { answer, maxBodyBytes } from '../../functions/routes.ts'
import { readFirstCredentials } from '../../local/first-credentials.ts'
import { createHttpServer } from '../../local/http-server.ts'
import { openLocalTenant } from '../../local/open-local-tenant.ts'
import { prepareTenant } from '../../local/prepare-tenant.ts'
import { temporaryFolder } from './temporary-folder.ts'

export type ServedTenant = Awaited<ReturnType<typeof serveTenant>>

/** A fresh demo tenant in this process behind a real HTTP server, with its ports and log at hand. */
export async function serveTenant(options: { requestsPerMinute?: number; registry?: string } = {}) {
  const folder = await temporaryFolder()
  const events: LogEvent[] = []
  const tenant = await openLocalTenant({
    dataDir: folder.path,
    printEvents: (printed) => events.push(...printed),
    ...options,
  })
  const server = createHttpServer({
    maxBodyBytes,
    answer: (request) => answer(request, tenant.endpoints),
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await prepareTenant(tenant, { issuer: undefined, defaultIssuer: url })
  const credentials = await readFirstCredentials(folder.path)
  if (credentials === undefined) throw new Error('The new tenant has no credentials file')

  return {
    url,
    folder: folder.path,
    ports: tenant.ports,
    credentials,
    /** The log's newest event. */
    async lastEvent(): Promise<LogEvent> {
      await tenant.ports.log.flush()
      const event = events.at(-1)
      if (event === undefined) throw new Error('Nothing was logged')
      return event
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await tenant.close()
      await folder.remove()
    },
  }
}
