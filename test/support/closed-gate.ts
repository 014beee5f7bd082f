/** A gate in the way of whoever comes by: the first one says so, and all wait until it opens. */
export function closedGate() {
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  return {
    /** Resolves when somebody stands before the gate. */
    reached: reached.promise,
    open: () => opened.resolve(),
    async pass(): Promise<void> {
      reached.resolve()
      await opened.promise
    },
  }
}
