import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { synthesizeTenant } from '../../support/deployed/synthesize-tenant.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** W3005 is about the dependencies that the CDK writes out although they follow from references. */
const ARGUMENTS = ['--ignore-checks', 'W3005', '--']

const isInstalled = spawnSync('cfn-lint', ['--version']).status === 0
if (!isInstalled) process.stderr.write('cfn-lint: skipped: not installed\n')

describe.runIf(isInstalled)('cfn-lint', () => {
  async function lint(template: object) {
    const folder = await temporaryFolder()
    const file = join(folder.path, 'template.json')
    writeFileSync(file, JSON.stringify(template))
    const { stdout, status } = spawnSync('cfn-lint', [...ARGUMENTS, file], { encoding: 'utf8' })
    await folder.remove()
    return { status, stdout }
  }

  it.each([
    ['no settings', {}],
    ['a domain and alarms', { alarmEmail: 'ops@example.com', domain: DOMAIN }],
  ])('finds nothing in the template of a tenant with %s', async (_name, settings) => {
    expect(await lint(synthesizeTenant(settings))).toEqual({ status: 0, stdout: '' })
  })

  it('finds a property that there is not', async () => {
    const template = synthesizeTenant()
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type === 'AWS::Lambda::Function') Properties.MemorySise = 1
    }
    expect((await lint(template)).stdout).toContain('MemorySise')
  })
})

const DOMAIN = {
  name: 'tokens.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0aa0-1',
}
