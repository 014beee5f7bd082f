import type { LogAnswer } from '../../functions/management/contract/answers.ts'

type Line = NonNullable<LogAnswer['details']['hook']>['console'][number]

/** What a hook printed. `dropped`: lines beyond the bounds. */
export function ConsoleLines({ lines, dropped = 0 }: { lines: Line[]; dropped?: number }) {
  if (lines.length === 0 && dropped === 0) return null
  return (
    <div class="trace-change">
      <h4>Printed</h4>
      <ol class="console" aria-label="Console">
        {lines.map(({ level, text, atMs }, index) => (
          <li key={index} class={`console-line console-${level}`}>
            <span class="console-time">{Math.round(atMs)} ms</span>
            {level !== 'log' && <span class="console-level">{level}</span>}
            <span class="console-text">{text}</span>
          </li>
        ))}
      </ol>
      {dropped > 0 && <p class="small muted">{dropped} more lines were not kept.</p>}
    </div>
  )
}
