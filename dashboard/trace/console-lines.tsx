import type { HookTestResult } from '../../functions/management/contract/hook-tests.ts'

/** What a hook printed. */
export function ConsoleLines({ lines, more }: { lines: HookTestResult['console']; more: number }) {
  if (lines.length === 0) return null
  return (
    <div>
      <h3>Console</h3>
      <ol class="console">
        {lines.map(({ level, text, atMs }, place) => (
          <li key={place} class={`console-${level}`}>
            <span class="console-time">{Math.round(atMs)} ms</span>
            <span>{text}</span>
          </li>
        ))}
        {more > 0 && <li>and {more} more lines</li>}
      </ol>
    </div>
  )
}
