import { type App, Stack } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseSettings } from '../../infra/settings.ts'
import { createTenantStack } from '../../infra/tenant-stack.ts'
import { newTestApp, writePlaceholders } from '../support/deployed/synthesize-tenant.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const PACKS = [new AwsSolutionsChecks(), new ServerlessChecks()]

/** Findings of both packs that nobody has acknowledged. */
function findingsOf(app: App): string[] {
  return PACKS.flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      ),
  )
}

describe('cdk-nag', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeAll(async () => {
    folder = await temporaryFolder()
    writePlaceholders(folder.path)
  })
  afterAll(() => folder.remove())

  it.each([
    ['no settings', {}],
    [
      'all settings',
      {
        tenant: 'acme',
        alarmEmail: 'ops@example.com',
        reservedConcurrency: 200,
        adopt: { tableName: 'kept' },
        domain: {
          name: 'tokens.example.com',
          certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0aa0-1',
          hostedZone: { id: 'Z0123', name: 'example.com' },
          mutualTls: { bucket: 'authorities', key: 'ca.pem' },
        },
      },
    ],
  ])('finds nothing in a tenant with %s that has not been answered', (_name, settings) => {
    const app = newTestApp()
    createTenantStack(app, { settings: parseSettings(settings), functionsDir: folder.path })
    expect(findingsOf(app)).toEqual([])
  })

  it('finds what is wrong where something is', () => {
    const app = newTestApp()
    new Bucket(new Stack(app, 'other'), 'Open')
    expect(findingsOf(app)).toContain('AwsSolutions-S10 other/Open/Resource')
  })
})
