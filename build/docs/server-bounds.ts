import { MAX_MANAGEMENT_REQUEST_BYTES, MAX_TOKEN_REQUEST_BYTES } from '../../functions/core/http.ts'
import { REQUESTS_PER_MINUTE } from '../../functions/management/count-request.ts'
import { FAILED_ATTEMPTS } from '../../functions/token/create-attempt-limit.ts'
import { MAX_PROCESSES } from '../../local/hooks/process-hook-runner.ts'
import { MAX_CONNECTIONS } from '../../local/http-server.ts'
import { KEEP_DAYS, KEEP_EVENTS } from '../../local/open-local-tenant.ts'
import { count, markdownTable, seconds, size } from './markdown.ts'

/** What one machine takes and keeps. */
export function serverBounds(): string {
  const { maxFailures, windowMs, pauseMs } = FAILED_ATTEMPTS
  return markdownTable(
    ['bound', ''],
    [
      [
        'requests',
        `${size(MAX_TOKEN_REQUEST_BYTES)} for a token, ${size(MAX_MANAGEMENT_REQUEST_BYTES)} to the Management API`,
      ],
      ['connections', count(MAX_CONNECTIONS)],
      [
        'failed authentications',
        `number ${maxFailures} within ${seconds(windowMs)} pauses the application for that address, for ${seconds(pauseMs)}`,
      ],
      ['Management API', `${count(REQUESTS_PER_MINUTE)} calls a minute for an application`],
      [
        'hook processes',
        `${MAX_PROCESSES} for a version; a request waits for a free one until its deadline`,
      ],
      ['log', `the newest ${count(KEEP_EVENTS)} events of the last ${KEEP_DAYS} days`],
    ],
  )
}
