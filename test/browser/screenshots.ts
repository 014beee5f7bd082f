import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openDashboard } from './support/open-dashboard.ts'
import { SCREENS } from './support/screens.ts'

const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 360, height: 740 } }
const SCHEMES = ['light', 'dark'] as const

/** Every screen as a picture, light and dark, wide and narrow: npm run screenshots -- [folder] [screen…] */
async function takeScreenshots([folder = 'dist/screenshots', ...names]: string[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  const dashboard = await openDashboard()
  try {
    for (const { name, open } of SCREENS) {
      if (names.length > 0 && !names.includes(name)) continue
      const page = await open(dashboard)
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport)
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          const path = join(folder, `${name}-${size}-${colorScheme}.png`)
          await page.screenshot({ path, fullPage: size === 'narrow' })
        }
      }
      await page.close()
      console.log(name)
    }
  } finally {
    await dashboard.close()
  }
}

await takeScreenshots(process.argv.slice(2))
