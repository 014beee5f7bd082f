import { ManagementError } from '../../core/management-error.ts'
import { fieldsQuery } from '../contract/list-query.ts'
import { listLogsQuery } from '../contract/logs.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { type Operation, operation } from '../operation.ts'
import { pickFields } from '../pick-fields.ts'
import { listLogsFrom } from './list-logs-from.ts'
import { searchLogs } from './search-logs.ts'
import { showLogEvent } from './show-log-event.ts'

/** `/logs`: what exchanges and management calls left behind. */
export function logOperations({ log }: ManagementPorts): Operation[] {
  return [
    operation({
      method: 'GET',
      path: '/logs',
      scopes: ['read:logs'],
      summary: 'Search log events',
      query: listLogsQuery,
      async handle({ query, caller }) {
        const isCheckpoint = query.from !== undefined || query.take !== undefined
        if (isCheckpoint) return listLogsFrom(log, caller.tenant.issuer, query)
        return { status: 200, body: await searchLogs(log, query) }
      },
    }),
    operation({
      method: 'GET',
      path: '/logs/:id',
      scopes: ['read:logs'],
      summary: 'Get a log event by id',
      query: fieldsQuery,
      async handle({ params, query }) {
        const event = await log.get(params.id)
        if (event === undefined) {
          throw ManagementError.notFound('The log event does not exist', 'inexistent_log')
        }
        return { status: 200, body: pickFields(showLogEvent(event), query) }
      },
    }),
  ]
}
