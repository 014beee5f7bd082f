import { createHttpHandler } from '../aws/http-event.ts'
import { answer } from '../routes.ts'
import { createSiteEndpoint } from './create-site-endpoint.ts'
import { readSiteFiles } from './read-site-files.ts'

const files = await readSiteFiles(new URL('dashboard.json', import.meta.url))
const site = createSiteEndpoint(async () => files)

export const handler = createHttpHandler((request) => answer(request, { site }))
