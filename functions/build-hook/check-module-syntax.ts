import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HookBuildError } from '../core/errors.ts'
import { parseSyntaxFault, type SyntaxFault } from './parse-syntax-fault.ts'

const TIMEOUT_MS = 10_000

/**
 * What is wrong with a script as an ES module; undefined when nothing is. Only a Node process
 * started with `--check` parses a module without linking and running it.
 */
export async function checkModuleSyntax(script: string): Promise<SyntaxFault | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'hookmint-check-'))
  try {
    const file = join(folder, 'hook.mjs')
    await writeFile(file, script, { mode: 0o600 })
    return await checkFile(file, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function checkFile(file: string, cwd: string): Promise<SyntaxFault | undefined> {
  const options = { cwd, env: {}, timeout: TIMEOUT_MS, killSignal: 'SIGKILL' } as const
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--check', file], options, (error, _, stderr) => {
      if (!error) resolve(undefined)
      else if (/^SyntaxError: /m.test(stderr)) resolve(parseSyntaxFault(stderr))
      else reject(new HookBuildError(`The script's syntax could not be checked: ${error.message}`))
    })
  })
}
