import type { CreateFunctionCommandInput, FunctionConfiguration } from '@aws-sdk/client-lambda'
import { checkHookId } from '../core/hook-files.ts'

/** Lambda's bound of a function's name. */
const MAX_NAME_CHARACTERS = 64

/** What is the same of all hook functions of a tenant. */
export interface HookFunctionSettings {
  /** Of their names: `{prefix}-hook-{hookId}`. */
  prefix: string
  /** Which allows nothing. */
  roleArn: string
}

/** Throws a TypeError for an id that cannot be in a function's name. */
export function hookFunctionName({ prefix }: HookFunctionSettings, hookId: string): string {
  checkHookId(hookId)
  const name = `${prefix}-hook-${hookId}`
  if (name.length <= MAX_NAME_CHARACTERS) return name
  throw new TypeError(`A function's name has ${MAX_NAME_CHARACTERS} characters at most: ${name}`)
}

/** Memory of a hook function. */
export const HOOK_FUNCTION_MB = 256

/** The one configuration. Hooks print nothing that is kept: their role may write no log. */
export function hookConfiguration({ roleArn }: HookFunctionSettings) {
  return {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: roleArn,
    MemorySize: HOOK_FUNCTION_MB,
    Timeout: 21,
    // As text: as JSON it may be without the lines that tell why the process ended.
    LoggingConfig: { LogFormat: 'Text' },
  } satisfies Partial<CreateFunctionCommandInput>
}

/** Whether a function, or a version of one, is configured as hooks are now. */
export function isConfigured(
  settings: HookFunctionSettings,
  actual: FunctionConfiguration,
): boolean {
  const wanted = hookConfiguration(settings)
  return (
    actual.Runtime === wanted.Runtime &&
    actual.Handler === wanted.Handler &&
    actual.Role === wanted.Role &&
    actual.MemorySize === wanted.MemorySize &&
    actual.Timeout === wanted.Timeout
  )
}

/** The qualified ARN of a version, whether or not Lambda's own is qualified. */
export function versionArnOf({ FunctionArn: arn = '', Version: version }: FunctionConfiguration) {
  return `${arn.split(':').slice(0, 7).join(':')}:${version}`
}
