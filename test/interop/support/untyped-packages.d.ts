/** Of packages without types of their own, what the tests here use. */

declare module 'express' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

  function express(): express.Application
  namespace express {
    interface Request extends IncomingMessage {
      auth?: { payload: Record<string, unknown> }
    }
    interface Response extends ServerResponse {
      json(body: unknown): void
    }
    type Handler = (request: Request, response: Response, next: () => void) => void
    interface Application extends RequestListener {
      use(handler: Handler): void
      get(path: string, ...handlers: Handler[]): void
    }
  }
  export = express
}

declare module 'simple-oauth2' {
  interface AccessToken {
    token: Record<string, unknown> & { expires_at: Date }
    expired(windowSeconds?: number): boolean
  }
  export class ClientCredentials {
    constructor(configuration: {
      client: { id: string; secret: string }
      auth: { tokenHost: string }
      options?: { authorizationMethod?: 'header' | 'body'; bodyFormat?: 'form' | 'json' }
    })
    getToken(parameters: Record<string, string | string[]>): Promise<AccessToken>
  }
}
