import type { JsonWebKey } from 'node:crypto'
import type { RequestShape } from '../load/job.ts'
import type { Place } from '../measure/pin.ts'

/** A server to measure. */
export interface Contender {
  name: ContenderName
  title: string
  /** The claims that every one of its tokens carries because of its hook; absent without one. */
  hookClaims?: Record<string, unknown>
  start: (place: Place) => Promise<RunningServer>
}

export type ContenderName =
  | 'hookmint'
  | 'hookmint-hook'
  | 'limit'
  | 'limit-callback'
  | 'oidc-provider'
  | 'jmondi'

/** A contender's process, ready to answer. */
export interface RunningServer {
  pid: number
  port: number
  request: RequestShape
  publicKeys: JsonWebKey[]
  stop: () => Promise<void>
}
