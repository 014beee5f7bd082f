import type { Session } from './session/open-session.ts'
import { note } from './terminal/print.ts'

/**
 * The dashboard's address with a one-time code behind the `#`, which browsers keep to themselves.
 * `path` is below `dashboard/`. The code is good for a minute.
 */
export async function dashboardUrl({ tenant, url }: Session, path: string): Promise<string> {
  const { code } = await tenant.dashboardCodes.create()
  const page = new URL(`dashboard/${path}`, url)
  page.hash = new URLSearchParams({ code }).toString()
  return page.href
}

/** Opens an address in the browser of whoever sits here. False where there is none: print it then. */
export async function openInBrowser(url: string): Promise<boolean> {
  if (!process.stdout.isTTY || !hasDisplay()) return false
  const { default: open } = await import('open')
  try {
    const browser = await open(url)
    browser.on('error', () => note(`No browser could be started. The page is ${url}`))
    return true
  } catch {
    return false
  }
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env
  return Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME)
}
