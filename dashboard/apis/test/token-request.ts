/** What an application sends to get a token. */
export interface TokenRequest {
  /** The token endpoint. */
  url: string
  body: {
    grant_type: 'client_credentials'
    client_id: string
    client_secret: string
    audience: string
  }
}

/** What came back. */
export interface TokenResponse {
  status: number
  body: { access_token?: string; error?: string; error_description?: string }
}
