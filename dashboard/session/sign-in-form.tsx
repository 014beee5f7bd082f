import { useState } from 'preact/hooks'
import type { DashboardTokenAnswer } from '../../functions/management/contract/answers.ts'
import { Form } from '../ui/form.tsx'
import { TextField } from '../ui/text-field.tsx'
import { exchangeSecret } from './sign-in-calls.ts'

/** Asks for an application's id and secret. */
export function SignInForm({ onSignIn }: { onSignIn: (answer: DashboardTokenAnswer) => void }) {
  const [clientId, setClientId] = useState('')
  const [clientSecret, setClientSecret] = useState('')
  return (
    <Form
      submitLabel="Sign in"
      onSubmit={async () => onSignIn(await exchangeSecret(clientId.trim(), clientSecret))}
    >
      <TextField
        label="Client ID"
        value={clientId}
        onInput={setClientId}
        autocomplete="username"
        required
        isCode
      />
      <TextField
        label="Client secret"
        type="password"
        value={clientSecret}
        onInput={setClientSecret}
        autocomplete="current-password"
        required
        isCode
      />
    </Form>
  )
}
