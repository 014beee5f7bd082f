import type { ManagementAnswer } from '../../support/management-client.ts'

/** A value that the server has acknowledged, and the one that a call under way may have put there. */
export interface Known<T> {
  now: T
  maybe?: T | undefined
}

/** Throws when a call was refused. */
export function accepted(answer: ManagementAnswer): ManagementAnswer {
  if (answer.status < 300) return answer
  throw new Error(`Refused: ${answer.status} ${JSON.stringify(answer.body)}`)
}

/** Changes a value by a call: from its answer on, the new one counts. */
export async function change<T>(
  known: Known<T>,
  value: T,
  call: () => Promise<ManagementAnswer>,
): Promise<void> {
  known.maybe = value
  accepted(await call())
  known.now = value
  known.maybe = undefined
}

/** Takes what is there after a crash. Throws when it is neither of the two. */
export function settle<T>(what: string, known: Known<T>, found: T): void {
  if (found !== known.now && (known.maybe === undefined || found !== known.maybe)) {
    throw new Error(`${what} is ${found}; acknowledged was ${known.now}, tried ${known.maybe}`)
  }
  known.now = found
  known.maybe = undefined
}
