import type { ComponentChildren } from 'preact'

export interface Column<T> {
  title: string
  cell: (row: T) => ComponentChildren
  /** Not read out as text to compare: buttons, at the row's end. */
  isActions?: boolean
  isNumber?: boolean
}

/** Rows of the same kind. Where it is narrow, each row becomes a block with the titles beside. */
export function Table<T>(props: {
  /** What is listed, for those who do not see it. */
  caption: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  /** Opens a row by a click anywhere in it; one of its cells has a link or button that does the same. */
  onOpen?: (row: T) => void
  /** Few short columns: it stays a table where it is narrow. */
  isCompact?: boolean
}) {
  const { caption, columns, rows, rowKey, onOpen, isCompact = false } = props
  return (
    <table class={`table${onOpen ? ' table-open' : ''}${isCompact ? '' : ' table-blocks'}`}>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, isActions, isNumber }) => (
            <th key={title} scope="col" class={isNumber ? 'number' : undefined}>
              {isActions ? <span class="unseen">{title}</span> : title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} onClick={(event) => isPlain(event) && onOpen?.(row)}>
            {columns.map(({ title, cell, isActions, isNumber }) => (
              <td
                key={title}
                data-title={isActions ? undefined : title}
                class={isActions ? 'row-actions' : isNumber ? 'number' : undefined}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Neither on a control of the row, nor the end of a selection of text. */
function isPlain({ target }: MouseEvent): boolean {
  const isControl = target instanceof Element && target.closest('a, button, input, select, label')
  return !isControl && String(getSelection()) === ''
}
