import { vi } from 'vitest'

/** Moves the clock of this process on. Only `Date` is faked: `vi.useFakeTimers({ toFake: ['Date'] })`. */
export function passTime(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000)
}
