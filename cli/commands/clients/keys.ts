import { createGroup } from '../../create-command.ts'
import { addKey } from './keys/add.ts'
import { listKeys } from './keys/ls.ts'
import { removeKey } from './keys/rm.ts'

export const clientKeys = createGroup(
  'keys',
  'Manage the public keys whose assertions prove an application (private_key_jwt).',
  [listKeys, addKey, removeKey],
)
