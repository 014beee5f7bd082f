/** Keeps a step through the history from happening, when it says true; `go` makes the step after all. */
type Guard = (go: () => void) => boolean

let guard: Guard | undefined
/** Steps to the address that was left, from the one that the browser shows already. */
let stepsBack = 1
let isReturning = false
let isAllowed = false

/** Begins to watch. Before the router does: windows tell their listeners in the order in which they came. */
export function watchHistory(): void {
  // Older browsers do not tell the way; there, every step is taken to be one back.
  window.navigation?.addEventListener('currententrychange', ({ from }) => {
    const { currentEntry } = window.navigation
    if (currentEntry !== null) stepsBack = from.index - currentEntry.index
  })
  addEventListener('popstate', onStep)
}

/** Sees the back and forward buttons before the router, and may keep them from it. */
export function guardHistory(next: Guard | undefined): void {
  guard = next
}

/** The address has changed already: a step that is not to happen is taken back, out of the router's sight. */
function onStep(event: PopStateEvent): void {
  if (isReturning) {
    isReturning = false
    event.stopImmediatePropagation()
    return
  }
  if (isAllowed) {
    isAllowed = false
    return
  }
  const steps = stepsBack === 0 ? 1 : stepsBack
  const go = () => {
    isAllowed = true
    history.go(-steps)
  }
  if (guard?.(go) !== true) return
  event.stopImmediatePropagation()
  isReturning = true
  history.go(steps)
}
