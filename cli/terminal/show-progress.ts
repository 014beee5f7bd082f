const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const CLEAR_LINE = '\r\u001b[K'
const QUIET_MS = 500
const FRAME_MS = 80

/** Shows that something is under way when it takes longer than half a second; on a terminal only. */
export async function showProgress<T>(what: string, work: Promise<T>): Promise<T> {
  const { stderr } = process
  if (!stderr.isTTY) return work
  const startedAt = performance.now()
  let frame = 0
  const timer = setInterval(() => {
    const elapsedMs = performance.now() - startedAt
    if (elapsedMs < QUIET_MS) return
    const line = `${FRAMES[frame++ % FRAMES.length]} ${what} (${Math.floor(elapsedMs / 1000)} s)`
    stderr.write(`${CLEAR_LINE}${line.slice(0, stderr.columns - 1)}`)
  }, FRAME_MS)
  try {
    return await work
  } finally {
    clearInterval(timer)
    if (frame > 0) stderr.write(CLEAR_LINE)
  }
}
