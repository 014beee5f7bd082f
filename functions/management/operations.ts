import { clientOperations } from './clients.ts'
import type { ManagementPorts } from './management-ports.ts'
import type { Operation } from './operation.ts'

/** The whole Management API, in the order of its document. */
export function listOperations(ports: ManagementPorts): Operation[] {
  return [...clientOperations(ports)]
}
