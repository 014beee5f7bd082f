import { systemClock } from '../../functions/system-clock.ts'
import { clockContract } from '../contract/clock.contract.ts'

clockContract('systemClock', () => systemClock)
