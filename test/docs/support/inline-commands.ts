import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DOCUMENTS } from './documents.ts'
import { ROOT } from './read-document.ts'

/** Commands that sentences and tables name, each once, with the documents that do. */
export function inlineCommands(): { words: string[]; documents: string[] }[] {
  const found = new Map<string, string[]>()
  for (const document of DOCUMENTS) {
    const markdown = readFileSync(join(ROOT, document), 'utf8').replaceAll(/^```.*?^```$/gms, '')
    for (const [, text = ''] of markdown.matchAll(/`((?:npx |npm |hookmint )[^`]+)`/g)) {
      const command = text.replaceAll(/\s+/g, ' ')
      found.set(command, [...(found.get(command) ?? []), document])
    }
  }
  return [...found].map(([command, documents]) => ({ words: command.split(' '), documents }))
}
