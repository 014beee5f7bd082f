/** The tenant settings that this server acts on, and what each does; the others are kept for other tools. */
export const OWN_SETTINGS = {
  default_audience: 'the API that is meant when a request names none',
  oauth_errors: 'how refusals are worded: `auth0` (default) or `rfc6749`',
  private_claims: '`true` lets hooks set claims without a namespace, except reserved names',
  hook_on_management_api: '`true` runs the hook for tokens of the Management API too',
} as const
