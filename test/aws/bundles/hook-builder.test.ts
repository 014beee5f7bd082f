import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { createLambdaPackageBundler } from '../../../functions/aws/lambda-package-bundler.ts'
import { createHookBuilder } from '../../../functions/build-hook/build-hook.ts'
import { ENVIRONMENT } from '../../../functions/environment.ts'
import { describeHookBuilder } from '../../contract/hook-builder.contract.ts'
import { openLambda } from '../../support/aws/open-lambda.ts'
import { installBundle } from '../../support/deployed/install-bundle.ts'
import { resolveTemplate } from '../../support/deployed/resolve-template.ts'
import { functionsOf } from '../../support/deployed/stack-functions.ts'
import { synthesizeTenant } from '../../support/deployed/synthesize-tenant.ts'

const NAME = 'acme-build-hook'
const opened = await openLambda()
afterAll(() => opened.close())

describeHookBuilder('the bundle build-hook on Lambda (emulated)', async (registry) => {
  const { resource } = functionsOf(resolveTemplate(synthesizeTenant(), {}))['build-hook'] ?? {}
  if (resource === undefined) throw new Error('The template has no function build-hook')
  await installBundle(opened, NAME, resource, {
    folder: join(inject('functionsDir'), 'build-hook'),
    variables: { [ENVIRONMENT.registry]: registry },
  })
  return createHookBuilder(createLambdaPackageBundler(opened.invoker, NAME))
})
