import { createGroup } from '../create-command.ts'
import { createApi } from './apis/create.ts'
import { getApi } from './apis/get.ts'
import { listApis } from './apis/ls.ts'
import { removeApi } from './apis/rm.ts'
import { updateApi } from './apis/update.ts'

export const apis = createGroup('apis', 'Manage APIs: what tokens are for.', [
  listApis,
  getApi,
  createApi,
  updateApi,
  removeApi,
])
