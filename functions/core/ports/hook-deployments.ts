/** Starts deployments that are recorded. */
export interface HookDeployments {
  /**
   * Has the deployment done by `deploy-hook`: resolves when it has ended, or is in other hands. The
   * record tells how. Starting one twice, or one that has ended, is no error.
   */
  start(hookId: string, deploymentId: string): Promise<void>
}
