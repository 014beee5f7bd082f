import { javascript } from '@codemirror/lang-javascript'
import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { codeTheme } from './code-theme.ts'

const NARROW = '(max-width: 760px)'

export interface DiffSide {
  /** For those who do not see it. */
  label: string
  text: string
}

/** Two texts side by side, or where it is narrow in one column; gives back how to remove it. */
export function createDiffView(root: ShadowRoot, before: DiffSide, after: DiffSide): () => void {
  const narrow = matchMedia(NARROW)
  const draw = () => (narrow.matches ? oneColumn : sideBySide)(root, before, after)
  let view = draw()
  const redraw = () => {
    view.destroy()
    view = draw()
  }
  narrow.addEventListener('change', redraw)
  return () => {
    narrow.removeEventListener('change', redraw)
    view.destroy()
  }
}

function oneColumn(root: ShadowRoot, before: DiffSide, after: DiffSide) {
  const merged = unifiedMergeView({ original: before.text, mergeControls: false })
  const extensions = [readOnly(after.label), merged]
  return new EditorView({ root, parent: root, doc: after.text, extensions })
}

function sideBySide(root: ShadowRoot, before: DiffSide, after: DiffSide) {
  return new MergeView({
    root,
    parent: root,
    a: { doc: before.text, extensions: readOnly(before.label) },
    b: { doc: after.text, extensions: readOnly(after.label) },
    // Without a difference, what they have in common is all that there is to see.
    ...(before.text !== after.text && { collapseUnchanged: { margin: 3, minSize: 6 } }),
  })
}

function readOnly(label: string) {
  return [
    lineNumbers(),
    javascript(),
    codeTheme,
    EditorState.readOnly.of(true),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.editable.of(false),
  ]
}
