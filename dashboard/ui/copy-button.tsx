import { useState } from 'preact/hooks'
import { Button } from './button.tsx'

const SHOWN_MS = 2_000

/** Copies a text; `what` names it, as in "Copy the client ID". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [isCopied, setIsCopied] = useState(false)
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), SHOWN_MS)
  }
  return (
    <>
      <Button
        kind="quiet"
        icon={isCopied ? 'check' : 'copy'}
        label={isCopied ? 'Copied' : `Copy ${what}`}
        onClick={() => void copy()}
      />
      <span class="unseen" role="status">
        {isCopied ? 'Copied' : ''}
      </span>
    </>
  )
}
