import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const README = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')

/** A block of commands, and the block of answers that follows it. */
export interface Step {
  title: string
  commands: string
  shown: string
}

/** The steps of a section of the README. */
export function readSteps(section: string): Step[] {
  const [, from = ''] = README.split(`\n## ${section}\n`)
  const [walk = ''] = from.split(/^##/m)
  const blocks = walk.matchAll(/^```sh\n([\s\S]*?)^```\n+(?:```text\n([\s\S]*?)^```$)?/gm)
  return [...blocks].map(([, commands = '', shown = ''], index) => {
    return { title: `${index + 1}: ${commands.split('\n', 1)[0]}`, commands, shown }
  })
}

/** Runs the steps in one shell; gives what each printed, and all of standard error. */
export async function walk(
  steps: readonly Step[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ answers: string[]; stderr: string }> {
  const script = steps.map(({ commands }) => `${commands}printf '\\036'\n`).join('')
  const { stdout, stderr } = await run('bash', ['-c', script], { cwd, env })
  return { answers: stdout.split('\u001e').slice(0, -1), stderr }
}

/** Where `…` is shown, anything stands that is one word. */
export function asShown(text: string): RegExp {
  return new RegExp(`^${text.split('…').map(RegExp.escape).join('[^"\\s]+')}$`)
}
