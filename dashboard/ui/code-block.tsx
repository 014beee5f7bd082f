import { CopyButton } from './copy-button.tsx'

/** Text in the typewriter's face, to be read and copied; `what` names it, as in "the request". */
export function CodeBlock({ text, what }: { text: string; what: string }) {
  return (
    <div class="code-block">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="code-scroll" tabIndex={0} aria-label={what}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
      <CopyButton text={text} what={what} />
    </div>
  )
}
