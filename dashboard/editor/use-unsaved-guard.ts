import { useLayoutEffect, useState } from 'preact/hooks'
import { guardHistory } from '../app/history-guard.ts'

/** Somebody wants to leave: `go` does so, `stay` does not. */
export interface LeaveQuestion {
  go: () => void
  stay: () => void
}

/**
 * Keeps what is not saved: a way off the page by link or by the back button becomes a question, and
 * the browser asks before the page is closed.
 */
export function useUnsavedGuard(isUnsaved: boolean): LeaveQuestion | undefined {
  const [question, setQuestion] = useState<LeaveQuestion>()
  useLayoutEffect(() => {
    if (!isUnsaved) return undefined
    let isLeaving = false
    let isReturning = false
    const stay = () => setQuestion(undefined)

    function ask(leave: () => void): void {
      const go = () => {
        isLeaving = true
        setQuestion(undefined)
        leave()
      }
      setQuestion({ go, stay })
    }

    function onClick(event: MouseEvent): void {
      const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
      const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
      if (link === undefined || !isPlain || isLeaving || isWithinPage(link)) return
      event.preventDefault()
      event.stopPropagation()
      ask(() => link.click())
    }

    // The address has changed already: go back to ours, then ask.
    function onPopState(event: PopStateEvent): void {
      if (isLeaving) return
      event.stopImmediatePropagation()
      if (isReturning) {
        isReturning = false
        ask(() => history.back())
        return
      }
      isReturning = true
      history.forward()
    }

    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    document.addEventListener('click', onClick, true)
    guardHistory(onPopState)
    addEventListener('beforeunload', onUnload)
    return () => {
      document.removeEventListener('click', onClick, true)
      guardHistory(undefined)
      removeEventListener('beforeunload', onUnload)
    }
  }, [isUnsaved])
  return question
}

function isWithinPage(link: HTMLAnchorElement): boolean {
  return link.pathname === location.pathname && link.origin === location.origin
}
