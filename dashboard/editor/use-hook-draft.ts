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

  /** `onVersion`: the version that the draft is to follow. */
  async function save(onVersion = saved.version): Promise<void> {
    if (isSaving) return
    setIsSaving(true)
    setError(undefined)
    setFault(undefined)
    try {
      const { script, dependencies } = code
      const updated = await management.hooks.update(id, { script, dependencies }, onVersion)
      if (updated.deployment !== undefined) await whenDeployed(management, id)
      await take(code)
    } catch (thrown) {
      const refused = thrown as Error
      if (refused instanceof ManagementApiError && refused.status === 412) {
        setTheirs(await readHookSource(management, id))
      } else {
        setError(refused)
        setFault(readCodeFault(refused))
      }
    } finally {
      setIsSaving(false)
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
    /** What somebody else has saved meanwhile. */
    theirs,
    /** Saves ours as the version after theirs. */
    saveOnTop: () => save(theirs?.version),
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
