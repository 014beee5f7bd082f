import type { SiteFiles } from '../functions/site/site-files.ts'

/**
 * The dashboard's files, built when a browser first asks: a server that only issues tokens pays
 * nothing for them. A build that failed is tried again.
 */
export function createDashboardFiles(): () => Promise<SiteFiles> {
  let files: Promise<SiteFiles> | undefined
  return () => {
    files ??= build().catch((error) => {
      files = undefined
      throw error
    })
    return files
  }
}

async function build(): Promise<SiteFiles> {
  const { buildDashboard } = await import('../build/dashboard.ts')
  return buildDashboard()
}
