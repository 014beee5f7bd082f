import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, stop } from 'esbuild'
import { bundleHookRuntime } from '../../../build/hook-runtime.ts'
import { createLambdaDraftRunner } from '../../../functions/aws/lambda-draft-runner.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { installFunction } from './install-function.ts'
import { openLambda } from './open-lambda.ts'

const FUNCTION = new URL('../../../functions/draft-runner/', import.meta.url)

/** A draft runner over a fake Lambda with the function `draft-runner`. */
export async function openLambdaDrafts() {
  const opened = await openLambda()
  const folder = await temporaryFolder()
  const name = await installFunction(opened, 'acme-draft-runner', await bundleDraftRunner(), {
    variables: { TMPDIR: folder.path },
  })
  return {
    ...opened,
    runner: createLambdaDraftRunner(opened.invoker, name),
    /** Folders, and processes where they can be seen: on Linux. */
    async remains(): Promise<string[]> {
      const processes = process.platform === 'linux' ? processesIn(folder.path) : []
      return [...readdirSync(folder.path), ...processes]
    },
    async close(): Promise<void> {
      await opened.close()
      await folder.remove()
    },
  }
}

async function bundleDraftRunner(): Promise<Record<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('index.ts', FUNCTION))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['@aws-sdk/*'],
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  await stop()
  return {
    'index.mjs': outputFiles[0]?.contents ?? new Uint8Array(),
    'hook-runtime.mjs': (await bundleHookRuntime()).code,
    'draft-process-main.mjs': readFileSync(new URL('draft-process-main.mjs', FUNCTION)),
  }
}

/** The ids of processes whose working directory is below a folder. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      return readlinkSync(`/proc/${id}/cwd`).startsWith(folder)
    } catch {
      return false
    }
  })
}
