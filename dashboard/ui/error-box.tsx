import { UnreachableError } from '../../functions/management/contract/management-transport.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

/** Why something failed, in the words of whoever knows, and what to do next. */
export function ErrorBox({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const isUnreachable = error instanceof UnreachableError
  return (
    <div class="notice notice-danger" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{isUnreachable ? 'The server does not answer' : 'That did not work'}</strong>
        <p>
          {isUnreachable
            ? 'Nothing was lost. Check that the server runs and that you are connected, then try again.'
            : error.message}
        </p>
        {onRetry && (
          <Button icon="reload" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  )
}
