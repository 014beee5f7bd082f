import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Printed by the shell after each block, with the exit code; nothing that a document shows has it. */
const END = '\u001e'

export interface Shell {
  /** Runs a block; variables and functions stay for the next. The exit code is that of the last command that failed. */
  run(block: string): Promise<{ printed: string; exitCode: number }>
  close(): Promise<void>
}

/** One bash, as a reader's terminal is one; nothing is typed into its commands. */
export function openShell(place: { folder: string; env: NodeJS.ProcessEnv }): Shell {
  const child = spawn('bash', ['--norc'], { cwd: place.folder, env: place.env })
  const exited = once(child, 'exit')
  // Of several commands in a block each has to end well, on both sides of a pipe.
  child.stdin.write("set -o pipefail; trap '__failed=$?' ERR\n")
  const scratch = temporaryFolder()
  let output = ''
  let grew = Promise.withResolvers<void>()
  const take = (chunk: Buffer) => {
    output += chunk
    grew.resolve()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  child.once('exit', () => grew.resolve())

  async function finish(): Promise<{ printed: string; exitCode: number }> {
    const end = new RegExp(`${END}(\\d+)${END}`)
    for (;;) {
      const match = end.exec(output)
      if (match !== null) {
        const printed = output.slice(0, match.index)
        output = output.slice(match.index + match[0].length)
        return { printed, exitCode: Number(match[1]) }
      }
      if (child.exitCode !== null) throw new Error(`The shell ended:\n${output}`)
      await grew.promise
      grew = Promise.withResolvers()
    }
  }

  return {
    async run(block) {
      const file = join((await scratch).path, 'block.sh')
      writeFileSync(file, block)
      child.stdin.write(
        `__failed=0; . '${file}' 2>&1 </dev/null; printf '${END}%s${END}' "$__failed"\n`,
      )
      return finish()
    },
    async close() {
      child.stdin.end()
      await exited
      await (await scratch).remove()
    },
  }
}
