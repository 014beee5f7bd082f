import { showProgress } from '../terminal/show-progress.ts'

/** Longer than a hook may take to be deployed before its call is answered. */
const TIMEOUT_MS = 60_000

/** `fetch` with an end, and with something to look at meanwhile. */
export const sendRequest: typeof fetch = (input, init) => {
  const end = AbortSignal.timeout(TIMEOUT_MS)
  const signal = init?.signal ? AbortSignal.any([init.signal, end]) : end
  const host = new URL(input instanceof Request ? input.url : input).host
  return showProgress(`Waiting for ${host}`, fetch(input, { ...init, signal }))
}
