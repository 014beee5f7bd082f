import type { HookAnswer, HookStatusAnswer } from '../../functions/management/contract/answers.ts'
import { TRIGGERS } from '../../functions/management/contract/triggers.ts'
import type { Session } from '../session/open-session.ts'
import { error, type Finding, ok, warning } from './finding.ts'

const [RUNNING_TRIGGER] = TRIGGERS

/** Whether each hook is one that runs here, is deployed, up to date, and has its secrets. */
export async function examineHooks({ tenant }: Session): Promise<Finding[]> {
  const all = await tenant.hooks.list()
  const hooks = all.filter(({ triggerId }) => triggerId === RUNNING_TRIGGER)
  const inert = all.filter(({ triggerId }) => triggerId !== RUNNING_TRIGGER)
  const enabled = hooks.find((hook) => hook.enabled)
  const findings = await Promise.all(
    hooks.map(async (hook) => examineHook(hook, await tenant.hooks.status(hook.id))),
  )
  const say = enabled
    ? `${enabled.name} is enabled.`
    : 'None is enabled: tokens carry what is granted.'
  return [ok('hooks', say), ...findings.flat(), ...inert.map(tellInert)]
}

function examineHook(hook: HookAnswer, status: HookStatusAnswer): Finding[] {
  const subject = `hook ${hook.name}`
  const { version, deployed, deployment, missing_secrets, outdated, warnings } = status
  const findings = [
    ...(deployment === undefined ? [] : [examineDeployment(subject, hook, deployment)]),
    ...missing_secrets.map((secret) => examineMissing(subject, hook, secret)),
    ...(version > 0 && !deployed ? [tellGone(subject, hook, version)] : []),
    ...(outdated && deployed ? [tellOutdated(subject, hook, version)] : []),
    ...warnings
      .filter((text) => !missing_secrets.some((secret) => text.includes(secret)))
      .map((text) => warning(subject, text, `hookmint edit ${hook.name}`)),
  ]
  return findings.length > 0 ? findings : [ok(subject, `Version ${version} is ready.`)]
}

function tellInert({ name, triggerId }: HookAnswer): Finding {
  return warning(
    `hook ${name}`,
    `Hooks of the trigger ${triggerId} do not run here: it is stored and given back.`,
    `Keep it for exports, or remove it: hookmint rm ${name}`,
  )
}

function examineDeployment(
  subject: string,
  { name, enabled }: HookAnswer,
  { phase, error: cause }: NonNullable<HookStatusAnswer['deployment']>,
): Finding {
  if (phase !== 'failed') {
    return warning(subject, `A version is ${phase}.`, 'Wait, then look again: hookmint doctor')
  }
  const place = cause?.line === undefined ? '' : `line ${cause.line}: `
  const still = enabled ? ' The version before it is still enabled.' : ''
  return error(
    subject,
    `The last save was not deployed: ${place}${cause?.message ?? 'no reason was given'}.${still}`,
    `Mend the script and save it again: hookmint create -n ${name} FILE`,
  )
}

/** A hook that runs without a secret fails at once; one that does not run, later. */
function examineMissing(subject: string, { name, enabled }: HookAnswer, secret: string): Finding {
  const tell = enabled ? error : warning
  return tell(
    subject,
    `The secret ${secret} has no value.`,
    `hookmint secrets set ${name} ${secret}`,
  )
}

/** A hook that runs fails at once; one that does not, when it is enabled. */
function tellGone(subject: string, { name, enabled }: HookAnswer, version: number): Finding {
  const tell = enabled ? error : warning
  return tell(
    subject,
    `What was deployed of version ${version} is gone.`,
    `hookmint rollback ${name} --to ${version} --rebuild`,
  )
}

function tellOutdated(subject: string, { name }: HookAnswer, version: number): Finding {
  return warning(
    subject,
    `Version ${version} was deployed with an older runtime.`,
    `hookmint rollback ${name} --to ${version} --rebuild`,
  )
}
