import type { ComponentChildren } from 'preact'
import { useCallback, useLayoutEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso/router'
import { hasUnsaved, type Leave, LeaveContext } from '../ui/unsaved.ts'
import { guardHistory } from './history-guard.ts'
import { LeaveDialog } from './leave-dialog.tsx'

/**
 * Keeps what is not saved, of every form: a way off the page by link, or by the back and forward
 * buttons, becomes a question, and the browser asks before the page is closed.
 */
export function LeaveGuard({ children }: { children: ComponentChildren }) {
  const [question, setQuestion] = useState<{ go: () => void }>()
  const { route } = useLocation()
  const leave = useCallback<Leave>((part, go) => {
    if (hasUnsaved(part)) setQuestion({ go })
    else go()
  }, [])

  useLayoutEffect(() => {
    function onClick(event: MouseEvent): void {
      const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement)
      if (link === undefined || !isPlain(event) || !leavesPage(link) || !hasUnsaved(document))
        return
      event.preventDefault()
      event.stopPropagation()
      setQuestion({ go: () => route(link.pathname + link.search) })
    }

    const onUnload = (event: BeforeUnloadEvent) => {
      if (hasUnsaved(document)) event.preventDefault()
    }
    document.addEventListener('click', onClick, true)
    addEventListener('beforeunload', onUnload)
    guardHistory((go) => {
      if (!hasUnsaved(document)) return false
      setQuestion({ go })
      return true
    })
    return () => {
      document.removeEventListener('click', onClick, true)
      removeEventListener('beforeunload', onUnload)
      guardHistory(undefined)
    }
  }, [])

  const stay = () => setQuestion(undefined)
  return (
    <LeaveContext.Provider value={leave}>
      {children}
      {question && (
        <LeaveDialog
          onStay={stay}
          onLeave={() => {
            stay()
            question.go()
          }}
        />
      )}
    </LeaveContext.Provider>
  )
}

function isPlain(event: MouseEvent): boolean {
  const { button, altKey, ctrlKey, metaKey, shiftKey } = event
  return button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey
}

/** Whether a link leads to another page of the dashboard; before others the browser asks. */
function leavesPage({ origin, pathname }: HTMLAnchorElement): boolean {
  return (
    origin === location.origin &&
    pathname.startsWith('/dashboard') &&
    pathname !== location.pathname
  )
}
