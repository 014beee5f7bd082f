import { openLocalHooks } from '../support/open-local-hooks.ts'
import { describeHookRunner } from './hook-runner.contract.ts'

describeHookRunner('child processes', () => openLocalHooks())
