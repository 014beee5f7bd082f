import { createProcessHookBuilder } from '../../local/hooks/process-hook-builder.ts'
import { describeHookBuilder } from './hook-builder.contract.ts'

describeHookBuilder('in a child process', (registry) => createProcessHookBuilder({ registry }))
