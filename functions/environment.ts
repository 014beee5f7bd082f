/**
 * The environment variables of the functions. Each name is written here and nowhere else: `infra`
 * sets them, entry files read them.
 */
export const ENVIRONMENT = {
  /** The table of the tenant's records. */
  tableName: 'TABLE_NAME',
  /** `hookmint-{tenant}`: begins the names of hook functions and of secrets. */
  prefix: 'PREFIX',
  /** The log group of exchanges and management calls. */
  eventLogGroup: 'EVENT_LOG_GROUP',
  /** The role of hook functions, which allows nothing. */
  hookRoleArn: 'HOOK_ROLE_ARN',
  deployHookFunction: 'DEPLOY_HOOK_FUNCTION',
  buildHookFunction: 'BUILD_HOOK_FUNCTION',
  draftRunnerFunction: 'DRAFT_RUNNER_FUNCTION',
  /** The key policy of signing keys, as JSON. */
  keyPolicy: 'KEY_POLICY',
  /** The secret that holds the credentials of the first admin. */
  adminSecretArn: 'ADMIN_SECRET_ARN',
  /** URL of the npm registry. */
  registry: 'REGISTRY',
} as const

type Name = keyof typeof ENVIRONMENT

/** Reads variables that must be there; throws one Error that names all that are missing. */
export function readEnvironment<const N extends Name>(...names: N[]): Record<N, string> {
  const missing = names.filter((name) => !process.env[ENVIRONMENT[name]])
  if (missing.length > 0) {
    const variables = missing.map((name) => ENVIRONMENT[name]).join(', ')
    throw new Error(
      `The function lacks environment variables: ${variables}. Deploy the stack again.`,
    )
  }
  return Object.fromEntries(names.map((name) => [name, process.env[ENVIRONMENT[name]]])) as Record<
    N,
    string
  >
}
