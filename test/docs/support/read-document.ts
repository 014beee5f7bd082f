import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** One thing that a reader of a document does, in the document's order. */
export interface DocumentStep {
  /** `commands`: in the one shell; `server`: `npm start` in a terminal of its own; `file`: to be saved. */
  kind: 'commands' | 'server' | 'file'
  title: string
  /** The heading (`##`) that it is under. */
  section: string
  text: string
  /** What the document says is printed; absent when it says nothing. */
  shown: string | undefined
}

const BLOCK =
  /(?:^<!-- run by ([^\n]+) -->\n+)?^```(sh|js)\n([\s\S]*?)^```\n+(?:```text\n([\s\S]*?)^```$)?/gm
const FILE_NAME = /^\/\/ ([\w.-]+\.m?js)\b/

/**
 * The steps of a document of this project: its `sh` blocks, each with the `text` block that follows, and `js` blocks
 * that name their file in the first line. A block under `<!-- run by FILE -->` is none: that file runs the same lines,
 * which is checked; under `<!-- run by hand: WHY -->` nothing does.
 */
export function readDocument(path: string): DocumentStep[] {
  const markdown = readFileSync(join(ROOT, path), 'utf8')
  return [...markdown.matchAll(BLOCK)].flatMap((match) => {
    const [, runBy, language, text = '', shown] = match
    if (runBy !== undefined) checkRunBy(path, runBy, text)
    const kind = kindOf(language, text)
    if (runBy !== undefined || kind === undefined) return []
    const before = markdown.slice(0, markdown.indexOf(text, match.index))
    const title = `${path}:${before.split('\n').length} ${text.split('\n', 1)[0]}`
    const section = [...before.matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? ''
    return [{ kind, title, section, text, shown }]
  })
}

function kindOf(language: string | undefined, text: string): DocumentStep['kind'] | undefined {
  if (language === 'js') return FILE_NAME.test(text) ? 'file' : undefined
  return /^npm start\b(?!.*--help)/m.test(text) ? 'server' : 'commands'
}

/** The name that a `file` step gives its text. */
export function fileNameOf({ text }: DocumentStep): string {
  const [, name] = FILE_NAME.exec(text) ?? []
  if (name === undefined) throw new Error(`This block names no file:\n${text}`)
  return name
}

function checkRunBy(path: string, runBy: string, text: string): void {
  if (runBy.startsWith('hand: ')) return
  const file = join(ROOT, runBy)
  const content = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const missing = text
    .trim()
    .split('\n')
    .find((line) => !content.includes(line))
  if (missing !== undefined) throw new Error(`${path} says that ${runBy} runs "${missing}"`)
}
