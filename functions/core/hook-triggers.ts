/** The trigger whose hooks run here. */
export const RUNNING_TRIGGER = 'credentials-exchange'

/** Their hooks are stored and given back, never built or run. */
export const INERT_TRIGGERS = [
  'pre-user-registration',
  'post-user-registration',
  'post-change-password',
  'send-phone-message',
] as const

/** Whether a hook's trigger runs here. */
export function isRunning({ triggerId }: { triggerId: string }): boolean {
  return triggerId === RUNNING_TRIGGER
}
