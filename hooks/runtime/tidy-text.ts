import { fileURLToPath } from 'node:url'
import { indexOf, slice, trim } from './primordials.ts'

/** The runtime's own code: one bundle, or this folder when run from source. */
const runtimeUrl = import.meta.url.endsWith('.ts')
  ? new URL('.', import.meta.url).href
  : import.meta.url
const runtimePath = fileURLToPath(runtimeUrl)

/** The script's folder as texts name it. */
export interface ShownFolder {
  href: string
  path: string
}

/** What texts need before they leave the process. */
export interface TextRules {
  /** Name to value: values are replaced by `[secret NAME]`. */
  secrets: Record<string, string>
  folder: ShownFolder
}

/** The names under which a script's folder appears in stacks and messages. */
export function shownFolder(folder: URL): ShownFolder {
  return { href: folder.href, path: fileURLToPath(folder) }
}

/**
 * A stack or message as the author knows it: without frames of the runtime, of what called it and
 * of Node itself, and with files named relative to the script's folder (`hook.cjs:3:9`).
 */
export function tidyText(text: string, folder: ShownFolder): string {
  let tidy = ''
  let start = 0
  let framesSeen = 0
  let belowRuntime = false
  while (start <= text.length) {
    const newline = indexOf(text, '\n', start)
    const end = newline < 0 ? text.length : newline
    const line = slice(text, start, end)
    const frame = isFrame(line)
    // Below a runtime frame stands its caller; above the first frame of all stood the author's code.
    if (!frame) belowRuntime = false
    else if (isRuntimeFrame(line)) belowRuntime ||= framesSeen > 0
    framesSeen = frame ? framesSeen + (isRuntimeFrame(line) ? 0 : 1) : 0
    const hidden = frame && (belowRuntime || isRuntimeFrame(line) || isNodeFrame(line))
    if (!hidden) tidy += start === 0 ? line : `\n${line}`
    start = end + 1
  }
  return removeAll(removeAll(tidy, folder.href), folder.path)
}

function isFrame(line: string): boolean {
  return slice(trim(line), 0, 3) === 'at '
}

function isNodeFrame(line: string): boolean {
  return indexOf(line, '(node:') >= 0 || indexOf(line, 'at node:') >= 0
}

function isRuntimeFrame(line: string): boolean {
  return indexOf(line, runtimeUrl) >= 0 || indexOf(line, runtimePath) >= 0
}

function removeAll(text: string, part: string): string {
  if (part === '') return text
  let kept = ''
  let start = 0
  let found = indexOf(text, part)
  while (found >= 0) {
    kept += slice(text, start, found)
    start = found + part.length
    found = indexOf(text, part, start)
  }
  return start === 0 ? text : kept + slice(text, start)
}
