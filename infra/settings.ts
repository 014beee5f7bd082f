import * as v from 'valibot'

/** What an operator decides about a tenant's stack. */
export type Settings = v.InferOutput<typeof SettingsSchema>

/** Of CloudWatch Logs. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]

/** Text as the command line gives it, or what a file of settings has. */
const WholeNumber = v.pipe(
  v.union(
    [v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))],
    'a whole number',
  ),
  v.integer('a whole number'),
)

const HostName = v.pipe(
  v.string(),
  v.regex(
    /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'a host name in lower case',
  ),
)

const Domain = v.strictObject({
  name: HostName,
  /** Of a certificate in the stack's Region. */
  certificateArn: v.pipe(
    v.string(),
    v.regex(
      /^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/,
      'the ARN of a certificate in ACM',
    ),
  ),
  /** The zone that gets the domain's record; without one, who runs the DNS makes it. */
  hostedZone: v.optional(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^Z[A-Z0-9]{1,32}$/, 'the id of a hosted zone, Z…')),
      name: HostName,
    }),
  ),
  /** The authorities whose client certificates are wanted, as PEM in S3; the API's own host is shut then. */
  mutualTls: v.optional(
    v.strictObject({
      bucket: v.pipe(v.string(), v.regex(/^[a-z0-9.-]{3,63}$/, 'the name of a bucket')),
      key: v.pipe(v.string(), v.minLength(1), v.maxLength(1024)),
      version: v.optional(v.pipe(v.string(), v.minLength(1))),
    }),
  ),
})

const SettingsSchema = v.strictObject({
  /** Its name: in tokens' events, in the names of roles, hook functions and secrets. */
  tenant: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[a-z][a-z0-9]{0,15}$/, 'a letter, then up to 15 letters or digits, all lower case'),
    ),
    'main',
  ),
  /** Where tokens say they come from, when it is not the stack's own host or domain. */
  issuer: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^https:\/\/[a-z0-9.-]+\/$/,
        'https://, a host in lower case, and a slash at the end',
      ),
    ),
  ),
  domain: v.optional(Domain),
  logRetentionDays: v.optional(
    v.pipe(WholeNumber, v.picklist(RETENTION_DAYS, `one of ${RETENTION_DAYS.join(', ')}`)),
    90,
  ),
  /** Of the token function. Fails in an account whose quota is not larger: off by default. */
  reservedConcurrency: v.optional(v.pipe(WholeNumber, v.minValue(1, 'at least 1'))),
  /** Requests a second, on average, that the token endpoint takes of all clients. */
  tokensPerSecond: v.optional(v.pipe(WholeNumber, v.minValue(1, 'at least 1')), 1_000),
  /** Who is told of alarms. */
  alarmEmail: v.optional(v.pipe(v.string(), v.email('an e-mail address'))),
  /** A kept table of an earlier stack to start on, in place of a new one. */
  adopt: v.optional(
    v.strictObject({
      tableName: v.pipe(v.string(), v.regex(/^[\w.-]{3,255}$/, 'the name of a table')),
    }),
  ),
  /** Where hooks' packages come from. */
  registry: v.optional(
    v.pipe(v.string(), v.url('a URL'), v.startsWith('https://', 'a URL with https')),
    'https://registry.npmjs.org/',
  ),
})

/** The names that the command line may give: `cdk deploy -c tenant=acme`. */
export const PLAIN_SETTINGS = [
  'tenant',
  'issuer',
  'logRetentionDays',
  'reservedConcurrency',
  'tokensPerSecond',
  'alarmEmail',
  'registry',
] as const

/** Checks settings whole; throws one Error that names every problem. */
export function parseSettings(given: unknown): Settings {
  const result = v.safeParse(SettingsSchema, given)
  if (result.success) return result.output
  const problems = result.issues.map((issue) => {
    const place = v.getDotPath(issue) ?? 'settings'
    if (issue.expected === 'never') return `${place}: there is no such setting`
    return `${place}: came ${issue.received}, wanted ${wantedOf(issue)}`
  })
  throw new Error(`The settings of the tenant cannot be used:\n- ${problems.join('\n- ')}`)
}

/** Our own words where the schema has some; the library's begin with `Invalid`. */
function wantedOf({ message, expected }: v.BaseIssue<unknown>): string {
  return message.startsWith('Invalid ') && expected ? expected : message
}
