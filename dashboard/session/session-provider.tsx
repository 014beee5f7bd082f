import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { DashboardTokenAnswer } from '../../functions/management/contract/answers.ts'
import { createManagementClient } from '../../functions/management/contract/management-client.ts'
import { Dialog } from '../ui/dialog.tsx'
import { useLeave } from '../ui/unsaved.ts'
import { type Session, SessionContext } from './session-context.ts'
import { redeemCode } from './sign-in-calls.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { takeCodeFromAddress } from './take-code-from-address.ts'
import { createTokenKeeper } from './token-keeper.ts'

type Who = Pick<DashboardTokenAnswer, 'client_id' | 'client_name' | 'scope'>

/**
 * Shows the sign-in, then its children with a session. When a sign-in ends by itself, the page stays
 * as it is, with all that was typed, under a dialog that asks for another.
 */
export function SessionProvider({ children }: { children: ComponentChildren }) {
  const leave = useLeave()
  const [who, setWho] = useState<Who>()
  const [hasEnded, setHasEnded] = useState(false)
  const [problem, setProblem] = useState<string>()
  const code = useRef(useMemo(takeCodeFromAddress, []))
  const [isRedeeming, setIsRedeeming] = useState(code.current !== undefined)
  const keeper = useMemo(() => createTokenKeeper(() => setHasEnded(true)), [])

  function keep(answer: DashboardTokenAnswer): void {
    keeper.keep(answer)
    setWho(answer)
    setHasEnded(false)
    setProblem(undefined)
  }

  useEffect(() => {
    if (code.current === undefined) return
    redeemCode(code.current)
      .then(keep, (error: Error) => setProblem(error.message))
      .finally(() => setIsRedeeming(false))
    code.current = undefined
  }, [])

  const session = useMemo<Session | undefined>(() => {
    if (who === undefined) return undefined
    const scopes = new Set<string>(who.scope.split(' '))
    const { getToken } = keeper
    return {
      management: createManagementClient({ url: `${location.origin}/`, getToken }),
      clientId: who.client_id,
      clientName: who.client_name,
      can: (scope) => scopes.has(scope),
      renew: () => getToken(true),
      signOut() {
        leave(document, () => {
          keeper.forget()
          setWho(undefined)
          setHasEnded(false)
        })
      },
    }
  }, [who?.client_id, who?.scope])

  if (session === undefined) {
    return <SignInPage isBusy={isRedeeming} problem={problem} onSignIn={keep} />
  }
  return (
    <SessionContext.Provider value={session}>
      {children}
      {hasEnded && (
        <Dialog title="Sign in again" onClose={session.signOut} closeLabel="Sign out">
          <p>Your sign-in has ended. The page is as you left it.</p>
          <SignInForm onSignIn={keep} />
        </Dialog>
      )}
    </SessionContext.Provider>
  )
}
