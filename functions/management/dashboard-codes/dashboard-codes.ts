import { createFailureLimit } from '../../core/failure-limit.ts'
import { redeemCodeBody } from '../contract/dashboard-codes.ts'
import type { ManagementPorts } from '../management-ports.ts'
import { type Operation, operation } from '../operation.ts'
import { parseBody } from '../parse-call.ts'
import { CODE_SECONDS, createDashboardCode } from './create-dashboard-code.ts'
import { redeemDashboardCode, WRONG_CODES } from './redeem-dashboard-code.ts'
import { signDashboardToken } from './sign-dashboard-token.ts'

/** `/dashboard-codes`: how a browser signs in without a secret, and stays so. */
export function dashboardCodeOperations(ports: ManagementPorts): Operation[] {
  const { store, clock, signer } = ports
  const wrongCodes = createFailureLimit(WRONG_CODES)
  const create = operation({
    method: 'POST',
    path: '/dashboard-codes',
    scopes: [],
    summary: 'Create a Dashboard Code',
    async handle({ caller }) {
      const code = await createDashboardCode(store, caller, clock.now())
      return { status: 201, body: { code, expires_in: CODE_SECONDS } }
    },
  })
  const redeem: Operation = operation({
    method: 'POST',
    path: '/dashboard-codes/redeem',
    scopes: [],
    summary: 'Sign in with a Dashboard Code',
    body: redeemCodeBody,
    identify(http) {
      const { code } = parseBody(redeem, http) as { code: string }
      return redeemDashboardCode({ store, clock, wrongCodes }, { code, ip: http.ip })
    },
    async handle({ caller }) {
      return { status: 200, body: await signDashboardToken(signer, caller, clock.now()) }
    },
  })
  return [create, redeem]
}
