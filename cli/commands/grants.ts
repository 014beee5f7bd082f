import { createGroup } from '../create-command.ts'
import { createGrant } from './grants/create.ts'
import { listGrants } from './grants/ls.ts'
import { removeGrant } from './grants/rm.ts'
import { updateGrant } from './grants/update.ts'

export const grants = createGroup(
  'grants',
  'Manage grants: what an application may ask of an API.',
  [listGrants, createGrant, updateGrant, removeGrant],
)
