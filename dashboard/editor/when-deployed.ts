import type { ManagementClient } from '../session/session-context.ts'

const ASK_EVERY_MS = 1_000

/** Resolves when the hook's deployment has ended. Throws why it failed. */
export async function whenDeployed(management: ManagementClient, id: string): Promise<void> {
  for (;;) {
    const { deployment } = await management.hooks.status(id)
    if (deployment === undefined) return
    if (deployment.phase === 'failed') {
      const { message, line, column } = deployment.error ?? { message: 'The deployment failed' }
      const place = line === undefined ? '' : `'script': line ${line}, column ${column}: `
      throw new Error(place + message)
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
}
