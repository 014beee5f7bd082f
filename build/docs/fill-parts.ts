import { PARTS } from './parts.ts'

const PART = /^<!-- from code: ([\w-]+) -->\n[\s\S]*?^<!-- end -->$/gm

/**
 * A document with everything between `<!-- from code: NAME -->` and `<!-- end -->` as the code has it now. Throws for a
 * name that is none.
 */
export function fillParts(markdown: string): string {
  return markdown.replaceAll(PART, (_part, name: string) => {
    const make = PARTS[name]
    if (make === undefined) {
      throw new Error(`There is no part ${name}. There are: ${Object.keys(PARTS).join(', ')}`)
    }
    return `<!-- from code: ${name} -->\n${make()}\n<!-- end -->`
  })
}
