import type { ComponentChildren } from 'preact'
import { EmptyState } from './empty-state.tsx'
import { SearchField } from './search-field.tsx'
import { useQueryParameter } from './use-query-parameter.ts'

/** Entries below a field that narrows them; what is searched for is in the address, as `q`. */
export function SearchableList<T>(props: {
  label: string
  entries: T[]
  /** What is searched of an entry. */
  textOf: (entry: T) => string
  /** In place of what no entry matches. */
  noMatch: string
  children: (found: T[]) => ComponentChildren
}) {
  const [text, setText] = useQueryParameter('q', '')
  const wanted = text.trim().toLowerCase()
  const found = props.entries.filter((entry) => props.textOf(entry).toLowerCase().includes(wanted))
  return (
    <>
      <search class="list-search">
        <SearchField label={props.label} value={text} onChange={setText} />
      </search>
      {found.length === 0 ? (
        <EmptyState title={props.noMatch} icon="search" />
      ) : (
        props.children(found)
      )}
    </>
  )
}
