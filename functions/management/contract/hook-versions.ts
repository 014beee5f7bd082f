import * as v from 'valibot'
import { listQueryEntries } from './list-query.ts'

const { page, per_page, include_totals, fields, include_fields } = listQueryEntries

/** `GET /hooks/{id}/versions` */
export const listHookVersionsQuery = v.object({
  page,
  per_page,
  include_totals,
  fields,
  include_fields,
})
