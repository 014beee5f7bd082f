import { useState } from 'preact/hooks'
import { ManagementApiError } from '../../functions/management/contract/management-transport.ts'
import { useManagement } from '../session/session-context.ts'
import { notify } from '../ui/toasts.tsx'
import { type CodeFault, readCodeFault } from './code-fault.ts'
import { type HookCode, type HookSource, isSameCode, readHookSource } from './hook-source.ts'
import { whenDeployed } from './when-deployed.ts'

/** A hook's code as it is being written, and what became of saving it. */
export type HookDraft = ReturnType<typeof useHookDraft>

/** `saved` is what the draft was begun on; another version in its place meanwhile is a conflict. */
export function useHookDraft(saved: HookSource, onSaved: (source: HookSource) => void) {
  const management = useManagement()
  const [code, setCode] = useState<HookCode>(saved)
  const [isSaving, setIsSaving] = useState(false)
  const [error, setError] = useState<Error>()
  const [fault, setFault] = useState<CodeFault>()
  const [theirs, setTheirs] = useState<HookSource>()
  const { id } = saved.hook
  const isUnsaved = !isSameCode(code, saved)

  /** `condition`: of what the draft is to follow. */
  async function save(condition = saved.condition): Promise<void> {
    if (isSaving) return
    setIsSaving(true)
    setError(undefined)
    setFault(undefined)
    try {
      if (await write(condition)) await take(code)
    } catch (thrown) {
      const refused = thrown as Error
      setError(refused)
      setFault(readCodeFault(refused))
    } finally {
      setIsSaving(false)
    }
  }

  /** False when somebody else has saved other code than the draft was begun on. */
  async function write(condition: number): Promise<boolean> {
    const { script, dependencies } = code
    try {
      const updated = await management.hooks.update(id, { script, dependencies }, condition)
      if (updated.deployment !== undefined) await whenDeployed(management, id)
      return true
    } catch (refused) {
      if (!(refused instanceof ManagementApiError) || refused.status !== 412) throw refused
      const source = await readHookSource(management, id)
      // Of the code nothing changed, only what is around it: the name, or whether it is enabled.
      const isMoved = source.condition !== condition
      if (isMoved && isSameCode(source, saved)) return write(source.condition)
      setTheirs(source)
      return false
    }
  }

  /** Goes on from what was saved; if that is not ours, somebody else has been quicker. */
  async function take(ours: HookCode): Promise<void> {
    const source = await readHookSource(management, id)
    if (!isSameCode(source, ours)) {
      setTheirs(source)
      return
    }
    onSaved(source)
    setTheirs(undefined)
    notify(source.version === 0 ? 'Saved' : `Version ${source.version} is saved`)
  }

  return {
    code,
    change: (part: Partial<HookCode>) => setCode((before) => ({ ...before, ...part })),
    isUnsaved,
    isSaving,
    save,
    error,
    fault,
    setFault,
    /** What was wrong with an earlier state of the code. */
    forgetProblem() {
      setError(undefined)
      setFault(undefined)
    },
    /** What somebody else has saved meanwhile. */
    theirs,
    /** Saves ours as the version after theirs, or in its place. */
    saveOnTop: () => save(theirs?.condition),
    /** Goes on with theirs; ours can be had back by undoing. */
    takeTheirs() {
      if (theirs === undefined) return
      setCode(theirs)
      onSaved(theirs)
      setTheirs(undefined)
    },
    leaveConflict: () => setTheirs(undefined),
  }
}
