import type { Server } from 'node:http'

export const FINISH_WITHIN_MS = 10_000
const SWEEP_EVERY_MS = 50
const PARENT_EVERY_MS = 500
/** npm passes on a Ctrl-C that the terminal has sent already: one wish, two signals. */
const SAME_WISH_MS = 500

/**
 * On Ctrl-C or SIGTERM takes no new requests, finishes those in flight within 10 s, closes, and
 * exits. A second Ctrl-C does not wait.
 */
export function stopOnSignals(server: Server, close: () => Promise<void>): void {
  let stoppingSince: number | undefined
  const stop = () => {
    if (stoppingSince !== undefined) return
    stoppingSince = performance.now()
    finish(server, close).then(
      () => process.exit(0),
      (error) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  const onSignal = () => {
    if (stoppingSince === undefined) stop()
    else if (performance.now() - stoppingSince > SAME_WISH_MS) process.exit(1)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(stop)
}

/** npm passes SIGTERM on to the shell between it and us, which does not pass it on. */
function whenParentEnds(stop: () => void): void {
  const parent = process.ppid
  const look = () => {
    if (process.ppid !== parent) stop()
  }
  setInterval(look, PARENT_EVERY_MS).unref()
}

async function finish(server: Server, close: () => Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const limit = setTimeout(resolve, FINISH_WITHIN_MS)
  // Connections that are kept alive become idle only after their last answer.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS)
  server.close(() => resolve())
  await promise
  clearTimeout(limit)
  clearInterval(sweep)
  server.closeAllConnections()
  await close()
}
