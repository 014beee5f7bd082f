import type { Stack } from 'aws-cdk-lib'
import type { Settings } from './settings.ts'

/** What every part of a tenant's stack is made with. */
export interface House {
  stack: Stack
  settings: Settings
  functionsDir: string
  /** `hookmint-{tenant}`: begins every name that is not generated. */
  prefix: string
}
