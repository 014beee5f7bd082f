/** What an API has unless its creator says otherwise, as the original answered. */
export const API_DEFAULTS = {
  scopes: [] as { value: string; description?: string }[],
  signing_alg: 'RS256',
  allow_offline_access: false,
  token_lifetime: 86_400,
  token_lifetime_for_web: 7_200,
  skip_consent_for_verifiable_first_party_clients: false,
}
