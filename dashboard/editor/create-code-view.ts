import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { javascript, javascriptLanguage } from '@codemirror/lang-javascript'
import { json } from '@codemirror/lang-json'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { CodeFault } from './code-fault.ts'
import { codeTheme } from './code-theme.ts'
import { completeHook } from './hook-completions.ts'

export interface CodeViewOptions {
  /** For those who do not see it. */
  label: string
  text: string
  language: 'javascript' | 'json'
  isReadOnly: boolean
  onChange: (text: string) => void
  /** Ctrl+S or Cmd+S. */
  onSave: () => void
  secretNames: () => readonly string[]
}

/** An editor on the page. */
export interface CodeView {
  /** Replaces the text as one step that can be undone. */
  setText(text: string): void
  /** Marks the fault, or none. */
  showFault(fault: CodeFault | undefined): void
  /** Puts the cursor at a place, 1-based, and shows it. */
  goTo(line: number, column: number): void
  destroy(): void
}

/** CodeMirror within a shadow root: its styles are constructed there, so no policy has to allow any. */
export function createCodeView(root: ShadowRoot, options: CodeViewOptions): CodeView {
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: options.text, extensions: extensionsOf(options) }),
  })

  return {
    setText(text) {
      if (text === view.state.doc.toString()) return
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    showFault(fault) {
      view.dispatch(setDiagnostics(view.state, fault === undefined ? [] : [diagnosticOf(fault)]))
    },
    goTo(line, column) {
      const anchor = positionOf(line, column)
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      })
      view.focus()
    },
    destroy: () => view.destroy(),
  }

  function diagnosticOf({ line, column, message }: CodeFault) {
    const from = positionOf(line, column)
    const end = view.state.doc.lineAt(from).to
    return { from, to: Math.min(from + 1, end), severity: 'error' as const, message }
  }

  function positionOf(line: number, column: number): number {
    const { doc } = view.state
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines))
    return Math.min(from + Math.max(column - 1, 0), to)
  }
}

function extensionsOf(options: CodeViewOptions): Extension {
  const { label, language, isReadOnly, onChange, onSave, secretNames } = options
  return [
    lineNumbers(),
    foldGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    language === 'json'
      ? [json(), EditorView.lineWrapping]
      : [javascript(), lintGutter(), hookCompletion(secretNames)],
    codeTheme,
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString())
    }),
    keymap.of([
      { key: 'Mod-s', preventDefault: true, run: () => [onSave()].length > 0 },
      indentWithTab,
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
  ]
}

function hookCompletion(secretNames: () => readonly string[]): Extension {
  return javascriptLanguage.data.of({ autocomplete: completeHook(secretNames) })
}
