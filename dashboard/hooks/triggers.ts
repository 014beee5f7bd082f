/** A point at which a hook can run. */
export interface Trigger {
  id:
    | 'credentials-exchange'
    | 'pre-user-registration'
    | 'post-user-registration'
    | 'post-change-password'
    | 'send-phone-message'
  title: string
  lead: string
  /** Hooks of the others are kept and given back, as exports carry them, and never run. */
  runsHere: boolean
}

const KEPT = 'Hooks of this point are kept for imports and exports. They are not run here.'

/** All of them, the one that runs here first. */
export const TRIGGERS: readonly Trigger[] = [
  {
    id: 'credentials-exchange',
    title: 'Client Credentials Exchange',
    lead: 'Runs whenever an application asks for an access token, and decides about its scopes and claims.',
    runsHere: true,
  },
  {
    id: 'pre-user-registration',
    title: 'Pre User Registration',
    lead: KEPT,
    runsHere: false,
  },
  {
    id: 'post-user-registration',
    title: 'Post User Registration',
    lead: KEPT,
    runsHere: false,
  },
  { id: 'post-change-password', title: 'Post Change Password', lead: KEPT, runsHere: false },
  { id: 'send-phone-message', title: 'Send Phone Message', lead: KEPT, runsHere: false },
]

const INERT_STARTER = `module.exports = function () {
  // Hooks of this extensibility point are kept here, and not run.
};
`

/** The text that a new hook of a trigger begins with. */
export function starterOf(trigger: Trigger): string {
  return trigger.runsHere ? STARTER_HOOK : INERT_STARTER
}
