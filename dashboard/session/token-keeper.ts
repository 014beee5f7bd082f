import type { DashboardTokenAnswer } from '../../functions/management/contract/answers.ts'
import { renewToken, SignInError } from './sign-in-calls.ts'

/** Holds the token, in memory alone, and renews it before it ends. */
export interface TokenKeeper {
  /** The token; `renew`: the one before was not taken. Waits for a new sign-in when that has ended. */
  getToken(renew: boolean): Promise<string>
  /** Takes what somebody signed in with. */
  keep(answer: DashboardTokenAnswer): void
  forget(): void
}

/** `onEnd`: the token cannot be renewed, so somebody has to sign in again. */
export function createTokenKeeper(onEnd: () => void): TokenKeeper {
  let token: string | undefined
  let waiting = Promise.withResolvers<string>()
  let renewal: Promise<string> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function keep({ access_token, expires_in }: DashboardTokenAnswer): void {
    token = access_token
    waiting.resolve(access_token)
    clearTimeout(timer)
    timer = setTimeout(() => renew().catch(() => undefined), (expires_in * 1000) / 2)
  }

  function forget(): void {
    token = undefined
    waiting = Promise.withResolvers()
    clearTimeout(timer)
  }

  function renew(): Promise<string> {
    renewal ??= renewNow().finally(() => {
      renewal = undefined
    })
    return renewal
  }

  async function renewNow(): Promise<string> {
    try {
      const answer = await renewToken(token ?? '')
      keep(answer)
      return answer.access_token
    } catch (error) {
      if (!(error instanceof SignInError)) throw error
      forget()
      onEnd()
      return waiting.promise
    }
  }

  return {
    async getToken(isRefused) {
      if (token === undefined) return waiting.promise
      return isRefused ? renew() : token
    },
    keep,
    forget,
  }
}
