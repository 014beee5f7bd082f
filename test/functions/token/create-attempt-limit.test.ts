import { describe, expect, it } from 'vitest'
import { OAuthError } from '../../../functions/core/oauth-error.ts'
import { createAttemptLimit } from '../../../functions/token/create-attempt-limit.ts'
import type { TokenRequest } from '../../../functions/token/parse-token-request.ts'

const failure = OAuthError.unauthenticated('wrong')
const request = (clientId: string, ip = '192.0.2.1') => ({ clientId, http: { ip } }) as TokenRequest

function failTimes(times: number, now: number) {
  const limit = createAttemptLimit()
  for (let time = 0; time < times; time++) limit.note(failure, request('a'), now)
  return limit
}

describe('createAttemptLimit', () => {
  it('lets nineteen failures pass', () => {
    expect(() => failTimes(19, 0).check(request('a'), 1)).not.toThrow()
  })

  it('pauses at the twentieth, for ten seconds, and says how long', () => {
    const limit = failTimes(20, 0)
    expect(() => limit.check(request('a'), 0)).toThrow(/Too many/)
    expect(() => limit.check(request('a'), 3500)).toThrow(
      expect.objectContaining({ kind: 'tooManyAttempts', retryAfterSeconds: 7 }),
    )
    expect(() => limit.check(request('a'), 10_000)).not.toThrow()
  })

  it('pauses that client at that address alone', () => {
    const limit = failTimes(20, 0)
    expect(() => limit.check(request('b'), 1)).not.toThrow()
    expect(() => limit.check(request('a', '192.0.2.2'), 1)).not.toThrow()
  })

  it('forgets failures after a minute', () => {
    const limit = failTimes(19, 0)
    limit.note(failure, request('a'), 60_000)
    expect(() => limit.check(request('a'), 60_001)).not.toThrow()
  })

  it('counts those of any minute, not of whole ones', () => {
    const limit = createAttemptLimit()
    limit.note(failure, request('a'), 0)
    for (let time = 0; time < 18; time++) limit.note(failure, request('a'), 59_000)
    limit.note(failure, request('a'), 61_000)
    expect(() => limit.check(request('a'), 61_001)).not.toThrow()
    limit.note(failure, request('a'), 62_000)
    expect(() => limit.check(request('a'), 62_001)).toThrow(/Too many/)
  })

  it('counts failures of authentication only', () => {
    const limit = createAttemptLimit()
    const other = OAuthError.noGrant('urn:api')
    for (let time = 0; time < 30; time++) limit.note(other, request('a'), 0)
    expect(() => limit.check(request('a'), 1)).not.toThrow()
  })

  it('remembers ten thousand at most', () => {
    const limit = failTimes(20, 0)
    for (let client = 0; client < 10_000; client++) limit.note(failure, request(`c${client}`), 1)
    expect(() => limit.check(request('a'), 2)).not.toThrow()
  })
})
