import * as v from 'valibot'
import { MAX_API_IDENTIFIER_BYTES } from '../../core/identifiers.ts'
import { OWN_SETTINGS } from './own-settings.ts'
import { plainCharacters } from './plain-text.ts'

const audience = v.pipe(
  v.string('must be a string'),
  plainCharacters(),
  v.maxBytes(MAX_API_IDENTIFIER_BYTES, `must have at most ${MAX_API_IDENTIFIER_BYTES} bytes`),
)

/**
 * `PATCH /tenants/settings`: `''` and a top-level `null` unset a property. What this server has no
 * use for is kept and given back.
 */
export const updateTenantSettingsBody = v.looseObject({
  default_audience: setting('default_audience', audience),
  flags: v.nullish(v.record(v.string(), v.unknown(), 'must be an object')),
  oauth_errors: setting(
    'oauth_errors',
    v.picklist(['auth0', 'rfc6749', ''], 'must be auth0 or rfc6749'),
  ),
  private_claims: setting('private_claims', v.boolean('must be true or false')),
  hook_on_management_api: setting('hook_on_management_api', v.boolean('must be true or false')),
})

/** With what it does, for whoever reads the description of the API. */
function setting<const S extends v.GenericSchema>(name: keyof typeof OWN_SETTINGS, value: S) {
  return v.pipe(v.nullish(value), v.description(OWN_SETTINGS[name].replaceAll('`', '')))
}

export type TenantSettingsChange = v.InferOutput<typeof updateTenantSettingsBody>

/** What a tenant has unless somebody says otherwise, as the original answered. */
export const TENANT_DEFAULTS = {
  allowed_logout_urls: [] as string[],
  change_password: { enabled: false, html: '' },
  default_audience: '',
  default_directory: '',
  default_redirection_uri: '',
  enabled_locales: ['en'],
  error_page: { html: '', show_log_link: false, url: '' },
  flags: { enable_sso: false, universal_login: true, revoke_refresh_token_grant: false },
  friendly_name: '',
  guardian_mfa_page: { enabled: false, html: '' },
  idle_session_lifetime: 72,
  picture_url: '',
  sandbox_version: '16',
  session_lifetime: 168,
  support_email: '',
  support_url: '',
  sessions: { oidc_logout_prompt_enabled: true },
  universal_login: { colors: { primary: '#0059d6', page_background: '#000000' } },
  session_cookie: { mode: 'persistent' },
}

/** Part of GET only. */
export const SANDBOX_VERSIONS = ['18', '16']
