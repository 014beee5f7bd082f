import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseOptions } from '../../bench/options.ts'
import { createProgram } from '../../cli/create-program.ts'
import { parseSettings } from '../../infra/settings.ts'
import { parseStartOptions } from '../../local/start-options.ts'
import manifest from '../../package.json' with { type: 'json' }
import { inlineCommands } from './support/inline-commands.ts'
import { ROOT } from './support/read-document.ts'

/** Programs of others. */
const FOREIGN = ['ci', 'link', 'install', 'cdk']

describe('a command that a sentence names', () => {
  it.each(inlineCommands().map((each) => ({ ...each, title: each.words.join(' ') })))(
    'is one: $title',
    async ({ words }) => {
      const [program = '', ...rest] = words[0] === 'npx' ? words.slice(1) : words
      if (program === 'hookmint') return expectCommand(rest)
      const [word = '', ...more] = rest[0] === 'run' ? rest.slice(1) : rest
      if (FOREIGN.includes(word) || program === 'cdk') return
      expect(Object.keys(manifest.scripts)).toContain(word)
      const args = more.slice(more.indexOf('--') + 1)
      if (word === 'start') parseStartOptions(args.map(orAddress))
      if (word === 'bench') parseOptions(args)
    },
  )
})

/** Throws for a word of `hookmint` that is no command, and an option that it does not have. */
async function expectCommand(words: string[]): Promise<void> {
  let command = await createProgram(words)
  const options = [...command.options]
  for (const word of words) {
    if (word.startsWith('-')) {
      const known = options.some(({ short, long }) => word === short || word === long)
      expect(known || word === '--help', `${word} of ${command.name()}`).toBe(true)
    } else if (command.commands.length > 0) {
      const next = command.commands.find((one) => one.name() === word)
      expect(next?.name(), `${command.name()} ${word}`).toBe(word)
      command = next as typeof command
      options.push(...command.options)
    }
  }
}

/** What a document leaves to its reader. */
function orAddress(word: string): string {
  return word === 'URL' ? 'https://registry.example.com/' : word
}

it('the service of docs/operate.md is started as the server can be', () => {
  const [, args = ''] = /^ExecStart=\S+npm start -- (.+)$/m.exec(read('docs/operate.md')) ?? []
  expect(parseStartOptions(args.split(' '))).toMatchObject({
    dataDir: '/var/lib/hookmint',
    issuer: 'https://tokens.example.com/',
  })
})

it('the settings of docs/deploy.md are some', () => {
  const [, block = ''] = /^```json\n(.+?)^```$/ms.exec(read('docs/deploy.md')) ?? []
  const { domain } = parseSettings(JSON.parse(block.replaceAll('…', '0')))
  expect(domain?.name).toBe('tokens.example.com')
})

function read(document: string): string {
  return readFileSync(join(ROOT, document), 'utf8')
}
