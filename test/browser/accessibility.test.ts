import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityFaults } from './support/find-accessibility-faults.ts'
import { type OpenDashboard, openDashboard } from './support/open-dashboard.ts'
import { SCREENS } from './support/screens.ts'

let dashboard: OpenDashboard
beforeAll(async () => {
  dashboard = await openDashboard()
})
afterAll(() => dashboard.close())

const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]

describe.each(SCREENS)('the screen $name', ({ open }) => {
  it('meets WCAG 2.2 AA as far as axe can tell, light and dark, wide and narrow', async () => {
    const page = await open(dashboard)
    for (const size of SIZES) {
      await page.setViewportSize(size)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        expect({ ...size, colorScheme, faults: await findAccessibilityFaults(page) }).toEqual({
          ...size,
          colorScheme,
          faults: [],
        })
      }
    }
    await page.close()
  })

  it('fits 320 pixels without scrolling sideways', async () => {
    const page = await open(dashboard)
    await page.setViewportSize({ width: 320, height: 640 })
    const overhang = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overhang).toBeLessThanOrEqual(0)
    await page.close()
  })
})
