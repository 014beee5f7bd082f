import { useState } from 'preact/hooks'
import type { HookTestResult } from '../../functions/management/contract/hook-tests.ts'
import { SAMPLE_PAYLOAD } from '../../functions/management/contract/sample-payload.ts'
import { useManagement } from '../session/session-context.ts'
import { readCodeFault } from './code-fault.ts'
import type { HookCode } from './hook-source.ts'
import type { HookDraft } from './use-hook-draft.ts'

/** One test of a draft. */
export interface HookRun {
  number: number
  /** ISO 8601. */
  at: string
  payload: string
  code: HookCode
  result?: HookTestResult
  /** Why there is no result: the script could not be built, or the call failed. */
  error?: Error
}

export type HookRuns = ReturnType<typeof useRuns>

const SAMPLE = JSON.stringify(SAMPLE_PAYLOAD, null, 2)

/** The tests of this visit, newest first. Nothing of them is saved. */
export function useRuns(hookId: string, draft: HookDraft) {
  const management = useManagement()
  const [payload, setPayload] = useState(SAMPLE)
  const [runs, setRuns] = useState<HookRun[]>([])
  const [shown, setShown] = useState<HookRun>()
  const [isRunning, setIsRunning] = useState(false)

  async function run(): Promise<void> {
    setIsRunning(true)
    draft.forgetProblem()
    const { script, dependencies } = draft.code
    const begun = {
      number: runs.length + 1,
      at: new Date().toISOString(),
      payload,
      code: draft.code,
    }
    const ended = await Promise.resolve()
      .then(() => JSON.parse(payload))
      .catch((error: Error) => {
        throw new Error(`The payload is not valid JSON: ${error.message}`)
      })
      .then((given) => management.hooks.test(hookId, { script, dependencies, payload: given }))
      .then(
        (result) => ({ result }),
        (error: Error) => ({ error }),
      )
    const done: HookRun = { ...begun, ...ended }
    if (done.error !== undefined) draft.setFault(readCodeFault(done.error))
    const { line, column = 1, message = '' } = done.result?.error ?? {}
    if (line !== undefined) draft.setFault({ line, column, message })
    setRuns((before) => [done, ...before])
    setShown(done)
    setIsRunning(false)
  }

  return {
    payload,
    setPayload,
    resetPayload: () => setPayload(SAMPLE),
    runs,
    shown,
    show: setShown,
    isRunning,
    run,
  }
}
