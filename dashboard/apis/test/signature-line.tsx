import { Badge } from '../../ui/badge.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useResource } from '../../ui/use-resource.ts'
import { checkSignature, type SignatureCheck } from './check-signature.ts'
import type { DecodedToken } from './decode-token.ts'

const BADGES = {
  valid: { kind: 'success', text: 'signature valid' },
  invalid: { kind: 'danger', text: 'signature invalid' },
  unchecked: { kind: 'warning', text: 'signature not checked' },
} as const satisfies Record<SignatureCheck['verdict'], object>

/** Whether a token's signature is good. */
export function SignatureLine({ token }: { token: DecodedToken }) {
  const { data, error, reload } = useResource(() => checkSignature(token), [token])
  if (error) return <ErrorBox error={error} onRetry={() => void reload()} />
  if (data === undefined) return <p role="status">Checking the signature…</p>
  const { kind, text } = BADGES[data.verdict]
  return (
    <p role="status" class="signature">
      <Badge kind={kind}>{text}</Badge> <span class="small muted">{data.text}</span>
    </p>
  )
}
