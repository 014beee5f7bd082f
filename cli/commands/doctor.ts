import { EXIT_CODES } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { describeFailure } from '../describe-failure.ts'
import { examineAccess } from '../doctor/examine-access.ts'
import { examineGrants } from '../doctor/examine-grants.ts'
import { examineHooks } from '../doctor/examine-hooks.ts'
import { examineIssuer } from '../doctor/examine-issuer.ts'
import { examineKeys } from '../doctor/examine-keys.ts'
import { examineLog } from '../doctor/examine-log.ts'
import type { Examination, Finding } from '../doctor/finding.ts'
import { openSession } from '../session/open-session.ts'
import { printResult, style } from '../terminal/print.ts'
import { printable } from '../terminal/printable.ts'

/** The first two stop the rest: without an answer or a token nothing else can be seen. */
const EXAMINATIONS: Record<string, Examination> = {
  issuer: examineIssuer,
  access: examineAccess,
  keys: examineKeys,
  hooks: examineHooks,
  grants: examineGrants,
  log: examineLog,
}
const VITAL = ['issuer', 'access']

export const doctor = createCommand(
  'doctor',
  'Say what is wrong with a tenant, its keys, hooks and grants, and how to mend it. Exit code 1 when something does not work.',
  ['doctor', 'doctor --json'],
).action(async (options) => {
  const session = await openSession(options)
  const findings: Finding[] = []
  for (const [subject, examine] of Object.entries(EXAMINATIONS)) {
    try {
      findings.push(...(await examine(session)))
    } catch (error) {
      findings.push(unexaminable(subject, error))
      if (VITAL.includes(subject)) break
    }
  }
  const healthy = findings.every(({ level }) => level !== 'error')
  const report = { healthy, profile: session.profileName, url: session.url, findings }
  printResult(
    options,
    report,
    () => `${findings.map(describe).join('\n')}\n\n${conclude(findings)}`,
  )
  if (!healthy) process.exitCode = EXIT_CODES.failed
})

function unexaminable(subject: string, cause: unknown): Finding {
  const { message, hint } = describeFailure(cause)
  return { level: 'error', subject, message, ...(hint !== undefined && { fix: hint }) }
}

function describe({ level, subject, message, fix }: Finding): string {
  const mark = { ok: style('green', '✓'), warning: style('yellow', '!'), error: style('red', '✗') }
  const line = `${mark[level]} ${style('bold', printable(subject))}: ${printable(message)}`
  return fix === undefined ? line : `${line}\n  ${style('cyan', printable(fix))}`
}

function conclude(findings: Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((one) => one.level === level).length
  const [errors, warnings] = [count('error'), count('warning')]
  if (errors > 0) return style('red', `${errors} not working, ${warnings} to look at.`)
  return warnings > 0
    ? style('yellow', `All works; ${warnings} to look at.`)
    : style('green', 'All is well.')
}
