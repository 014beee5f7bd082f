import { CopyButton } from './copy-button.tsx'

/** An identifier with its copy button; `what` names it, as in "the client ID". */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span class="copyable">
      <code>{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  )
}
