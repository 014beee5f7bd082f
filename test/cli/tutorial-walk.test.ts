import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

const SAMPLE = readFileSync(
  new URL('../../hooks/examples/tutorial/hook.js', import.meta.url),
  'utf8',
)
const NAME = 'client-credentials-exchange-hook'

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
})
afterAll(() => cli.close())

describe("the tutorial's walk on the command line", () => {
  it('goes from a file to a token with the extra scope and the claim', async () => {
    const { user } = cli
    cli.write('file.js', SAMPLE)
    const created = await user.run(
      ...['create', '-t', 'credentials-exchange', '-n', NAME, '-p', 'local-default', 'file.js'],
    )
    expect(created).toEqual({
      code: 0,
      screen: `Hook created in disabled state. To enable this hook to run in production, call:\n\n$ hookmint enable --profile local-default ${NAME}\n`,
    })
    const enabled = await user.run('enable', '--profile', 'local-default', NAME)
    expect(enabled).toEqual({
      code: 0,
      screen: `Disabling hook tutorial.\nEnabling hook ${NAME}.\nThe ${NAME} (credentials-exchange) hook has been enabled.\n`,
    })
    const { payload } = await user.json('token', '--decode', '-p', 'local')
    expect(Object.entries(payload).slice(-2)).toEqual([
      ['scope', 'read:data extra'],
      ['https://foo.com/claim', 'bar'],
    ])
  })
})
