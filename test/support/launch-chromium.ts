import { existsSync } from 'node:fs'
import sparticuzChromium from '@sparticuz/chromium'
import { type BrowserContext, chromium } from 'playwright-core'
import { temporaryFolder } from './temporary-folder.ts'

const INSTALLED = '/usr/bin/chromium'

/** All that it is told: nothing here weakens what a page may do. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface LaunchedChromium {
  context: BrowserContext
  close(): Promise<void>
}

/** A real Chromium with a new empty profile: the machine's, else the one among the dependencies. */
export async function launchChromium(): Promise<LaunchedChromium> {
  const executablePath = existsSync(INSTALLED)
    ? INSTALLED
    : await sparticuzChromium.executablePath()
  const profile = await temporaryFolder()
  const context = await chromium.launchPersistentContext(profile.path, {
    executablePath,
    ignoreDefaultArgs: true,
    args: [...ARGUMENTS, `--user-data-dir=${profile.path}`, '--remote-debugging-pipe'],
  })
  return {
    context,
    async close() {
      await context.close()
      await profile.remove()
    },
  }
}
