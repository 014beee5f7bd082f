import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from './button.tsx'
import { ErrorBox } from './error-box.tsx'
import { Notice } from './notice.tsx'

/** Says what is in the way, and mends it for those who may. */
export function MendingNotice<T>(props: {
  children: ComponentChildren
  mayMend: boolean
  /** What the button says. */
  label: string
  mend: () => Promise<T>
  /** Takes what `mend` gave. */
  onChange: (mended: T) => void
}) {
  const { children, mayMend, label, onChange } = props
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<Error>()

  async function mend(): Promise<void> {
    setIsBusy(true)
    setError(undefined)
    await props.mend().then(onChange, setError)
    setIsBusy(false)
  }

  return (
    <>
      <Notice kind="warning">
        {children}
        {mayMend && (
          <Button isBusy={isBusy} onClick={() => void mend()}>
            {label}
          </Button>
        )}
      </Notice>
      {error && <ErrorBox error={error} />}
    </>
  )
}
