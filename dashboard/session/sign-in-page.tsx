import type { DashboardTokenAnswer } from '../../functions/management/contract/answers.ts'
import { Icon } from '../ui/icon.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** What somebody sees who has not signed in. */
export function SignInPage(props: {
  /** A code is being redeemed. */
  isBusy: boolean
  problem: string | undefined
  onSignIn: (answer: DashboardTokenAnswer) => void
}) {
  const { isBusy, problem, onSignIn } = props
  return (
    <main class="sign-in">
      <div class="card sign-in-card">
        <h1 class="brand">
          <Icon name="brand" /> Hookmint
        </h1>
        {isBusy ? (
          <p role="status">Signing in…</p>
        ) : (
          <>
            {problem !== undefined && (
              <p class="notice notice-danger" role="alert">
                {problem}
              </p>
            )}
            <p>
              Open the dashboard with <code>hookmint dashboard</code>, or sign in as an application
              that may use the Management API. A tenant of this machine has one, the admin, in{' '}
              <code>credentials.json</code> of its data folder.
            </p>
            <SignInForm onSignIn={onSignIn} />
          </>
        )}
      </div>
    </main>
  )
}
