import { openLocalHooks } from '../support/open-local-hooks.ts'
import { describeHookDeployer } from './hook-deployer.contract.ts'

describeHookDeployer('folders', () => openLocalHooks())
