import { ManagementApiError } from '../../functions/management/contract/management-transport.ts'
import { CliError } from '../cli-error.ts'
import { printable } from '../terminal/printable.ts'

const PLACE = /'script': line (\d+), column (\d+):/
/** Longer lines are machines' work: they would be wrapped, and the mark with them. */
const MAX_LINE_CHARACTERS = 160

/** What a save or a test threw; a refusal that names a place of the script gets that line as its hint. */
export function pointAtFault(error: unknown, script: string, file: string | undefined): unknown {
  if (!(error instanceof ManagementApiError)) return error
  const [, line, column] = PLACE.exec(error.message)?.map(Number) ?? []
  if (line === undefined || column === undefined) return error
  const place = `${file ?? 'the script'}:${line}:${column}`
  const text = script.split(/\r\n|\r|\n/)[line - 1]?.replaceAll('\t', ' ')
  const hint =
    text === undefined || text.length > MAX_LINE_CHARACTERS
      ? place
      : `${place}\n  ${printable(text)}\n  ${' '.repeat(column - 1)}^`
  return new CliError('bad_request', error.message, { hint, cause: error })
}
