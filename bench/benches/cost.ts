import { COGNITO_MILLION, costOfIdleMonth, costOfMillion, prices } from '../aws/cost-of-tokens.ts'
import { LATENCIES, measurePaths } from '../aws/measure-paths.ts'
import type { BenchOptions } from '../options.ts'
import { number, printTable } from '../report/table.ts'
import { printTargets } from '../report/targets.ts'

const IN_ROUND = 5
/** A tenant with one hook that has secrets, and the stack's alarms. */
const TENANT = { hookSecrets: 1, alarms: 7 }

/** What a million tokens cost, by what one takes as counted at the wire and a dated price list. */
export async function benchCost({ rounds, quick }: BenchOptions): Promise<void> {
  const { noHook, hook } = await measurePaths(quick ? 2 : rounds * IN_ROUND)
  const withoutHook = costOfMillion(noHook, LATENCIES.lambda)
  const withHook = costOfMillion(hook, LATENCIES.lambda)
  const sum = (lines: typeof withHook) => lines.reduce((total, [, dollars]) => total + dollars, 0)
  printTable(
    `A million tokens, in US dollars (${prices.region}, list prices of ${prices.date}, calls as counted)`,
    ['', 'without a hook', 'with a hook'],
    [
      ...withoutHook.map(([what, dollars], place) => {
        return [what, number(dollars, 2), number(withHook[place]?.[1], 2)]
      }),
      ['Hookmint', number(sum(withoutHook), 2), number(sum(withHook), 2)],
      ['Amazon Cognito', number(COGNITO_MILLION, 2), number(COGNITO_MILLION, 2)],
      ['Auth0', 'by quotation', 'by quotation'],
    ],
  )
  console.log(`
  Besides, in a month: Hookmint $${number(costOfIdleMonth(TENANT), 2)} with one hook, whatever comes;
  Cognito $${number(prices.cognito.appClientMonth, 2)} for each application.
  ${prices.cognito.note}.
  ${prices.auth0.note}; ${prices.auth0.tokensPerMonthFree} a month are free.`)
  printTargets([
    {
      what: 'A million tokens with a hook, in US dollars',
      wanted: 7,
      measured: sum(withHook),
      atMost: true,
    },
  ])
}
