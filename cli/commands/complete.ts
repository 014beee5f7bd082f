import { complete as completeWords } from '../complete.ts'
import { plainCommand } from '../create-command.ts'
import { print } from '../terminal/print.ts'

/** What the scripts of `completion` ask; hidden. */
export const complete = plainCommand('complete', 'List what the last word can become.', [])
  .argument('[words...]')
  .action(async (words) => print((await completeWords(words)).join('\n')))
