import { createGroup } from '../create-command.ts'
import { createClient } from './clients/create.ts'
import { getClient } from './clients/get.ts'
import { clientKeys } from './clients/keys.ts'
import { listClients } from './clients/ls.ts'
import { removeClient } from './clients/rm.ts'
import { rotateSecret } from './clients/rotate-secret.ts'
import { updateClient } from './clients/update.ts'

export const clients = createGroup('clients', 'Manage applications: what asks for tokens.', [
  listClients,
  getClient,
  createClient,
  updateClient,
  rotateSecret,
  clientKeys,
  removeClient,
])
