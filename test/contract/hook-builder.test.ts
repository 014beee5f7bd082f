import { createProcessHookBuilder } from '../../local/process-hook-builder.ts'
import { describeHookBuilder } from './hook-builder.contract.ts'

describeHookBuilder('in a child process', (registry) => createProcessHookBuilder({ registry }))
