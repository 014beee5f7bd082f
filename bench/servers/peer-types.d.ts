// The little of the peers' interfaces that is used here; these packages ship no types.
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'
  export class Provider {
    constructor(issuer: string, configuration: object)
    callback(): RequestListener
  }
}

declare module 'jsonwebtoken' {
  import type { KeyObject } from 'node:crypto'

  const jsonwebtoken: {
    sign: (
      payload: string | Buffer | object,
      key: KeyObject,
      options: { algorithm: 'RS256' },
      done: (error: Error | null, token: string | undefined) => void,
    ) => void
  }
  export = jsonwebtoken
}
