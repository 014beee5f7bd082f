import { useEffect, useRef } from 'preact/hooks'

/** Calls something again and again while the page is visible, one call after the other. */
export function usePoll(call: () => Promise<unknown>, everyMs: number, isOn = true): void {
  const latest = useRef(call)
  latest.current = call
  useEffect(() => {
    if (!isOn) return undefined
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    async function turn(): Promise<void> {
      if (document.visibilityState === 'visible') await latest.current().catch(() => undefined)
      if (!isOver) timer = setTimeout(turn, everyMs)
    }
    void turn()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [everyMs, isOn])
}
