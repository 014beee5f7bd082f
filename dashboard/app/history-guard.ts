type Guard = (event: PopStateEvent) => void

let guard: Guard | undefined

/** Begins to watch. Before the router does: windows tell their listeners in the order in which they came. */
export function watchHistory(): void {
  addEventListener('popstate', (event) => guard?.(event))
}

/** Sees the back and forward buttons before the router, and may keep them from it. */
export function guardHistory(next: Guard | undefined): void {
  guard = next
}
