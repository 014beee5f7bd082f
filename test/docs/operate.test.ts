import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { describeDocument } from './support/describe-document.ts'
import { ROOT } from './support/read-document.ts'
import type { AfterStep } from './support/run-document.ts'

/** The document's table of the data folder has all that is in it. */
const lookIntoData: AfterStep = async (step, { folder }) => {
  if (step.kind !== 'server') return
  const document = readFileSync(join(ROOT, 'docs/operate.md'), 'utf8')
  const names = readdirSync(join(folder, 'data')).map((name) => name.replace(/-\w+$/, ''))
  for (const name of names) expect(document).toMatch(new RegExp(`\`${RegExp.escape(name)}/?\``))
}

describeDocument('docs/operate.md', { after: lookIntoData })
