import * as v from 'valibot'

const flag = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((text) => text === 'true'),
)

function count(least: number, most: number) {
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, 'must be a number'),
    v.transform(Number),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  )
}

/** How callers page through a list and choose properties. */
export const listQueryEntries = {
  page: v.optional(count(0, 1_000_000)),
  per_page: v.optional(count(0, 100)),
  include_totals: v.optional(flag),
  /** Checkpoint paging: at most `take` entries behind the `next` of the page before. */
  from: v.optional(v.pipe(v.string(), v.maxBytes(1024, 'is not a checkpoint of ours'))),
  take: v.optional(count(1, 100)),
  fields: v.optional(v.string()),
  include_fields: v.optional(flag),
}

/** The query of a read of one thing. */
export const fieldsQuery = v.object({
  fields: listQueryEntries.fields,
  include_fields: listQueryEntries.include_fields,
})

export type ListQuery = v.InferOutput<v.ObjectSchema<typeof listQueryEntries, undefined>>

/** A query parameter that is `true` or `false`. */
export const flagParameter = flag
