import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLambdaDraftRunner } from '../../../functions/aws/lambda-draft-runner.ts'
import { createLambdaHookDeployments } from '../../../functions/aws/lambda-hook-deployments.ts'
import {
  answerPackageOrder,
  createLambdaPackageBundler,
} from '../../../functions/aws/lambda-package-bundler.ts'
import { packFiles, unpackFiles } from '../../../functions/aws/packed-files.ts'
import type { PackageOrder } from '../../../functions/build-hook/bundle-packages.ts'
import { HookBuildError, StoreError } from '../../../functions/core/errors.ts'
import { draftOf } from '../../contract/draft-runner.contract.ts'
import { buildHookEvent } from '../../hooks/support/build-hook-event.ts'
import { installFunction } from '../../support/aws/install-function.ts'
import { openLambda } from '../../support/aws/open-lambda.ts'

const ORDER: PackageOrder = { packages: [] }
const files = new Map([['node_modules/a/index.cjs', Buffer.from('é'.repeat(1000))]])

describe('what is done by other functions (emulated)', () => {
  let opened: Awaited<ReturnType<typeof openLambda>>
  beforeAll(async () => {
    opened = await openLambda()
  })
  afterAll(() => opened.close())

  /** A function whose handler has this body; `event` is what it is invoked with. */
  const install = (name: string, body: string) => {
    const code = Buffer.from(`export const handler = async (event) => { ${body} }`)
    return installFunction(opened, name, { 'index.mjs': code })
  }

  it('hands a deployment over without waiting for it', async () => {
    const name = await install('slow', 'await new Promise((done) => setTimeout(done, 500))')
    const before = opened.lambda.invoked.length
    await createLambdaHookDeployments(opened.control, name).start('hook', 'deployment')
    expect(opened.lambda.invoked.slice(before)).toEqual(['slow:$LATEST'])
    await opened.lambda.settled()
  })

  it('says which function is not there', async () => {
    const started = createLambdaHookDeployments(opened.control, 'absent').start('a', 'b')
    await expect(started).rejects.toBeInstanceOf(StoreError)
    await expect(started).rejects.toThrow(/Lambda Invoke of absent .*Function not found/)
    const run = createLambdaDraftRunner(opened.invoker, 'absent').run(draftOf(''), buildHookEvent())
    await expect(run).rejects.toThrow(/no Lambda function absent: deploy the tenant again/)
    const bundled = createLambdaPackageBundler(opened.invoker, 'absent')(ORDER)
    await expect(bundled).rejects.toThrow(/no Lambda function absent: deploy the tenant again/)
  })

  it('carries an order of packages there and the bundle back', async () => {
    const answer = await answerPackageOrder(ORDER, async () => {
      return { files, versions: ['1.2.3'], lock: '{}' }
    })
    const name = await install('builds', `return ${JSON.stringify(answer)}`)
    const bundled = await createLambdaPackageBundler(opened.invoker, name)(ORDER)
    expect(bundled).toEqual({ files, versions: ['1.2.3'], lock: '{}' })
  })

  it('carries a refusal of packages, and tells it from a fault', async () => {
    const refused = await answerPackageOrder(ORDER, () =>
      Promise.reject(new HookBuildError('No such package')),
    )
    const name = await install('refuses', `return ${JSON.stringify(refused)}`)
    const bundled = createLambdaPackageBundler(opened.invoker, name)(ORDER)
    await expect(bundled).rejects.toEqual(new HookBuildError('No such package'))
    const fault = answerPackageOrder(ORDER, () => Promise.reject(new TypeError('a fault')))
    await expect(fault).rejects.toThrow(TypeError)
  })

  it('says that a build ended early when its function dies', async () => {
    const name = await install('dies', 'process.exit(1)')
    const bundled = createLambdaPackageBundler(opened.invoker, name)(ORDER)
    await expect(bundled).rejects.toThrow(/^The build of the packages ended early/)
  })

  it('takes a draft’s outcome, and a death of the function for the draft’s', async () => {
    const outcome = { durationMs: 1, console: [], consoleDropped: 0, pending: [], kind: 'result' }
    const script = `const text = event.files['hook.cjs']
      return text ? { ...${JSON.stringify(outcome)}, result: event.event.scope } : process.exit(3)`
    const runner = createLambdaDraftRunner(opened.invoker, await install('drafts', script))
    const event = buildHookEvent({ scope: ['a'] })
    expect(await runner.run(draftOf('x'), event)).toEqual({ ...outcome, result: ['a'] })
    expect(await runner.run({ files: new Map(), codeSha: '' }, event)).toMatchObject({
      kind: 'failed',
      cause: 'exited',
    })
  })

  it('packs files so that the same come out', () => {
    expect(unpackFiles(packFiles(files))).toEqual(files)
  })
})
