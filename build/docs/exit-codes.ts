import { type CliErrorCode, EXIT_CODES } from '../../cli/cli-error.ts'
import { markdownTable } from './markdown.ts'

const MEANINGS: Record<CliErrorCode, string> = {
  cancelled: 'cancelled',
  failed: 'what was tested, compared or examined is not as it should be',
  usage: 'the command cannot be understood',
  no_profile: 'there is no profile',
  timeout: 'time ran out',
  not_found: 'there is no such thing',
  bad_request: 'the tenant refused the request',
  server_error: 'the tenant failed, or does not answer',
  not_authorized: 'not authorised',
  bug: 'a mistake in hookmint itself',
}

/** What the exit codes of the command line mean; some have several meanings. */
export function exitCodes(): string {
  const codes = Object.keys(MEANINGS) as CliErrorCode[]
  const byNumber = Map.groupBy(codes, (name) => EXIT_CODES[name])
  const rows = [...byNumber].map(([number, names]) => [
    String(number),
    names.map((name) => MEANINGS[name]).join('; or '),
  ])
  return markdownTable(['exit code', ''], rows)
}
