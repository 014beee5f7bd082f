import type { KeyObject } from 'node:crypto'
import { type ExtraAccessTokenFields, JwtService } from '@jmondi/oauth2-server'
import jsonwebtoken from 'jsonwebtoken'
import { DEMO } from './demo.ts'

/**
 * The library's own service signs with jsonwebtoken's default, HS256; this one says RS256 and is
 * the same otherwise. The key is a `KeyObject`, made once: the fastest that jsonwebtoken takes.
 */
export class Rs256JwtService extends JwtService {
  readonly #key: KeyObject

  constructor(key: KeyObject) {
    super(key)
    this.#key = key
  }

  override sign(payload: string | Buffer | Record<string, unknown>): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    jsonwebtoken.sign(payload, this.#key, { algorithm: 'RS256' }, (error, token) => {
      if (token === undefined) reject(error)
      else resolve(token)
    })
    return promise
  }

  /** The hook of this contender. */
  async extraTokenFields(): Promise<ExtraAccessTokenFields> {
    return { aud: DEMO.audience, ...DEMO.claims }
  }
}
