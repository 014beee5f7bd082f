import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** What an element carries whose contents would be lost with it. */
export function unsavedMark(isUnsaved: boolean): { 'data-unsaved'?: true } {
  return isUnsaved ? { 'data-unsaved': true } : {}
}

/** Whether a part of the page holds anything that is not saved. */
export function hasUnsaved(part: ParentNode): boolean {
  return part.querySelector('[data-unsaved]') !== null
}

/** Does what takes a part of the page away: at once, or when it may lose what is not saved there. */
export type Leave = (part: ParentNode, go: () => void) => void

export const LeaveContext = createContext<Leave>((_part, go) => go())

/** How to take a part of the page away without losing what is not saved. */
export function useLeave(): Leave {
  return useContext(LeaveContext)
}
