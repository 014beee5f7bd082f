import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../functions/core/ports/clock.ts'

/** What every `Clock` of a running server does. */
export function clockContract(name: string, open: () => Clock): void {
  describe(`${name} as a clock`, () => {
    it("tells the machine's time in milliseconds since the epoch", () => {
      const before = Date.now()
      const now = open().now()
      expect(now).toBeGreaterThanOrEqual(before)
      expect(now).toBeLessThanOrEqual(Date.now())
    })

    it('tells whole milliseconds', () => {
      expect(open().now()).toSatisfy(Number.isSafeInteger)
    })

    it('moves on', async () => {
      const clock = open()
      const before = clock.now()
      await wait(20)
      expect(clock.now()).toBeGreaterThan(before)
    })
  })
}
