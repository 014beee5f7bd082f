import { HOOK_FUNCTION_MB } from '../../functions/aws/lambda-hook-function.ts'
import { RECORDED } from '../../functions/core/hook-retention.ts'
import { HOOK_HEAP_MB } from '../../functions/processes/hook-process-limits.ts'
import { HOOK_LIMITS } from '../../hooks/runtime/contract.ts'
import { MAX_RESIDENT_BYTES } from '../../local/hooks/process/attach-hook-process.ts'
import { MAX_PROCESSES } from '../../local/hooks/process-hook-runner.ts'
import manifest from '../../package.json' with { type: 'json' }
import { markdownTable, size } from './markdown.ts'

const SAME = 'the same'
const [NODE = ''] = manifest.dependencies.node.split('.')
const seconds = (milliseconds: number) => `${milliseconds / 1000} s`

/** What differs between the places where a hook can run; `–`: not told. */
export function hookPlaces(): string {
  const { defaultTimeoutMs, maxTimeoutMs } = HOOK_LIMITS
  return markdownTable(
    ['', 'the original', 'AWS Lambda', 'one machine (`npm start`)'],
    [
      ['Node', 'older (`sandbox_version`)', NODE, NODE],
      [
        'process',
        '–',
        'a function for each hook, new environments for each version',
        `processes for each version, at most ${MAX_PROCESSES}`,
      ],
      ['exchanges at a time in a process', '–', 'one', 'one'],
      ['files', '–', 'its own, to read; `/tmp`', 'its own folder, to read; no `/tmp`'],
      ['environment variables', '–', "Lambda's; its role is denied everything", 'none'],
      ['child processes, worker threads', '–', 'yes', 'refused'],
      ['`node:sqlite`', 'no', 'yes', 'refused'],
      ['packages with native code', '–', 'refused', 'refused'],
      ['signals', '–', 'to its own processes', 'to itself'],
      ['network', 'open', 'open', 'open, local sockets included'],
      [
        'memory',
        '–',
        `${HOOK_FUNCTION_MB} MB, the function's`,
        `${HOOK_HEAP_MB} MB of JavaScript heap, ${size(MAX_RESIDENT_BYTES)} in all (watched on Linux)`,
      ],
      ['time', '–', `${seconds(defaultTimeoutMs)}, to be set up to ${seconds(maxTimeoutMs)}`, SAME],
      [
        'packages',
        'hundreds preinstalled, others declared',
        'declared or not, bundled when the hook is saved',
        SAME,
      ],
      [
        'work after the callback',
        '–',
        'frozen with the environment; `after_callback_ms` waits for it',
        'goes on while the process lives; `after_callback_ms` waits for it',
      ],
      ['a claim without a namespace', 'ignored', 'ignored, and named with the reason', SAME],
      ['a failure of the hook', 'its text reached the application', 'the log alone has it', SAME],
      ['scopes as a text with spaces', 'ignored', 'taken', SAME],
      ['`import` and `export`', 'no', 'yes', SAME],
      ['a test of unsaved code', 'saved it', 'saves nothing', SAME],
      ['earlier versions', 'none', `${RECORDED}, with rollback`, SAME],
    ],
  )
}
