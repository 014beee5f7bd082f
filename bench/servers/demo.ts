/** What every contender knows: one client, one API, and what its hook adds. */
export const DEMO = {
  issuer: 'http://127.0.0.1/',
  clientId: 'wIQb1zu4ouVEAzS5pcMnHyEHZNTqXMxP',
  clientSecret: 'LrhEJrj2gCqqY3ZFk5mbYb2hPDbkDvYhxpCt8SmYv1BJxwe3HXzeKw4u0RrxyhTf',
  audience: 'https://api.example.com/',
  scope: 'read:data',
  claims: { 'https://foo.com/claim': 'bar' },
  tokenLifetimeSeconds: 86_400,
}

/** The parameters of the token request, in the names of RFC 6749. */
export const TOKEN_PARAMETERS = {
  grant_type: 'client_credentials',
  client_id: DEMO.clientId,
  client_secret: DEMO.clientSecret,
  scope: DEMO.scope,
}
