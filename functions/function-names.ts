/** The Lambda functions of a tenant, hooks aside: a folder here, and one in `dist/functions`, each. */
export type FunctionName =
  | 'token'
  | 'discovery'
  | 'management'
  | 'deploy-hook'
  | 'build-hook'
  | 'draft-runner'
  | 'bootstrap'
  | 'site'
