import { INERT_TRIGGERS, RUNNING_TRIGGER } from '../../core/hook-triggers.ts'

/** The triggers that a hook may be for; the first is the one whose hooks run here. */
export const TRIGGERS = [RUNNING_TRIGGER, ...INERT_TRIGGERS] as const
