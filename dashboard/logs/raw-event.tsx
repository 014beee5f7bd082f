import type { LogAnswer } from '../../functions/management/contract/answers.ts'
import { CodeBlock } from '../ui/code-block.tsx'

/** An event as the Management API gives it. */
export function RawEvent({ event }: { event: LogAnswer }) {
  return (
    <details class="disclosure">
      <summary>Raw JSON</summary>
      <CodeBlock text={JSON.stringify(event, null, 2)} what="the event as JSON" />
    </details>
  )
}
