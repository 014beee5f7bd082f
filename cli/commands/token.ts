import { EXIT_CODES } from '../cli-error.ts'
import { createCommand } from '../create-command.ts'
import { openSession } from '../session/open-session.ts'
import { printResult } from '../terminal/print.ts'
import { compareTokens, type TokenDifference } from '../tokens/compare-tokens.ts'
import { type DecodedToken, decodeToken } from '../tokens/decode-token.ts'
import {
  describeDecoded,
  describeDifferences,
  describeVerification,
} from '../tokens/describe-token.ts'
import { obtainToken, readToken } from '../tokens/obtain-token.ts'
import { type Verification, verifyToken } from '../tokens/verify-token.ts'

/** What was asked of a token beside itself. */
interface Findings extends Partial<DecodedToken> {
  verification?: Verification
  differences?: TokenDifference[]
}

export const token = createCommand(
  'token',
  'Get an access token of an application, and look into it; or into one that is given.',
  [
    'token my-application --audience https://api.example.com/ --decode',
    'token --decode',
    'token my-application --audience https://api.example.com/ --compare old-token.txt',
    'token - --verify < token.txt',
  ],
)
  .argument(
    '[client]',
    "client id or name, or a token (- : standard input; default: a local tenant's demo)",
  )
  .option('-a, --audience <api>', "identifier of the API (default: the tenant's default_audience)")
  .option('--scope <scopes>', 'scopes to ask for, with spaces between')
  .option('--decode', 'show header and payload, and whether the signature is good')
  .option('--verify', 'verify with the published keys; exit code 1 when it is not valid')
  .option('--compare <old>', 'a token, or file with one: exit code 1 when they differ in substance')
  .option('--secret-stdin', "read the application's secret from standard input")
  .action(async (client, options) => {
    const { decode, verify, compare, ...given } = options
    const answer = await obtainToken(client, given)
    const decoded = decodeToken(answer.access_token)
    const findings: Findings = { ...(decode && decoded) }
    const { url } = await openSession(options)
    if (decode || verify) findings.verification = await verifyToken(url, answer.access_token)
    if (compare !== undefined) {
      findings.differences = compareTokens(decodeToken(await readToken(compare)), decoded)
    }
    printResult(options, { ...answer, ...findings }, () => describe(answer, findings, url))
    if (isBad(findings)) process.exitCode = EXIT_CODES.failed
  })

function describe(answer: { access_token: string }, findings: Findings, url: string): string {
  const { header, payload, verification, differences } = findings
  const parts = [
    header && payload && describeDecoded({ header, payload }),
    verification && describeVerification(url, verification),
    differences && describeDifferences(differences),
  ].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join('\n') : answer.access_token
}

function isBad({ verification, differences = [] }: Findings): boolean {
  return verification?.valid === false || differences.some(({ expected }) => !expected)
}
