import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examineHooks } from '../../cli/doctor/examine-hooks.ts'
import type { Session } from '../../cli/session/open-session.ts'
import type { HookStatusAnswer } from '../../functions/management/contract/answers.ts'
import { managementClient } from '../support/management-client.ts'
import { demoExchange } from '../support/token-client.ts'
import { type ServedCli, serveCli } from './support/serve-cli.ts'

let cli: ServedCli
beforeAll(async () => {
  cli = await serveCli()
})
afterAll(() => cli.close())

interface Finding {
  level: string
  subject: string
  message: string
  fix?: string
}

async function findings(): Promise<Finding[]> {
  const { stdout } = await cli.user.pipe(['doctor', '--json'])
  return JSON.parse(stdout).findings
}

describe('doctor', () => {
  it('finds a fresh tenant healthy', async () => {
    const { code, screen } = await cli.user.run('doctor')
    expect(code).toBe(0)
    expect(screen).toMatch(/All is well\.\n$/)
    expect(screen).not.toMatch(/^[✗!]/m)
    expect(await cli.user.json('doctor')).toMatchObject({
      healthy: true,
      profile: 'local',
      url: cli.server.url,
    })
  })

  it('says of a damaged one what is wrong and how to mend each, with exit code 1', async () => {
    const { user, server } = cli
    const api = await managementClient(server)
    const [hook] = (await api.get('/hooks')).body
    await api.post(`/hooks/${hook.id}/secrets`, { KEY: '_VALUE_NOT_SHOWN_' })
    await api.post('/resource-servers', {
      identifier: 'https://hs.example.com/',
      name: 'HS',
      signing_alg: 'HS256',
    })
    const apis = (await api.get('/resource-servers')).body
    const example = apis.find(({ name }: { name: string }) => name === 'Example API')
    await api.patch(`/resource-servers/${example.id}`, { scopes: [{ value: 'other' }] })
    const throwing = "module.exports = () => { throw new Error('always') }"
    const broken = await api.post('/hooks', {
      name: 'broken',
      triggerId: 'credentials-exchange',
      script: throwing,
    })
    await api.patch(`/hooks/${broken.body.id}`, { enabled: true })
    await demoExchange(server)
    await api.patch(`/hooks/${hook.id}`, { enabled: true })

    const { code, screen } = await user.run('doctor')
    expect(code).toBe(1)
    expect(screen).toContain(
      '✗ hook tutorial: The secret KEY has no value.\n  hookmint secrets set tutorial KEY\n',
    )
    expect(screen).toMatch(/not working, \d to look at\.\n$/)
    const levels = (await findings()).filter(({ level }) => level !== 'ok')
    expect(levels.map(({ level, subject }) => `${level} ${subject}`)).toEqual([
      'error hook tutorial',
      `warning grant of ${server.credentials.demo.client_id} for https://api.example.com/`,
      'error API https://hs.example.com/',
      'error log',
    ])
    expect(levels.every(({ fix }) => fix !== undefined)).toBe(true)
    const { fix = '' } = levels.at(-1) ?? {}
    expect((await user.run(...fix.split(' ').slice(1))).screen).toContain('Error: always')
  })

  it('names a hook whose save failed later on, one that is being deployed, and those to build again', async () => {
    const script = ''
    const hook = { script, dependencies: {}, triggerId: 'credentials-exchange', enabled: false }
    const statuses: Record<string, Partial<HookStatusAnswer>> = {
      failed: {
        deployment: { id: '1', phase: 'failed', error: { message: 'no such package', line: 2 } },
      },
      building: { deployment: { id: '2', phase: 'building' } },
      old: { outdated: true, warnings: ['Declare lodash.'] },
      gone: { deployed: false, outdated: true },
      running: { deployed: false },
      unsaved: { version: 0, deployed: false },
    }
    const hooks = {
      list: async () =>
        Object.keys(statuses).map((name) => {
          return { ...hook, id: name, name, enabled: name === 'running' }
        }),
      status: async (id: string) => ({
        ...{ version: 1, deployed: true, outdated: false, missing_secrets: [], warnings: [] },
        ...statuses[id],
      }),
    }
    const found = await examineHooks({ tenant: { hooks } } as unknown as Session)
    expect(found.slice(1).map(({ level, subject, message }) => [level, subject, message])).toEqual([
      ['error', 'hook failed', 'The last save was not deployed: line 2: no such package.'],
      ['warning', 'hook building', 'A version is building.'],
      ['warning', 'hook old', 'Version 1 was deployed with an older runtime.'],
      ['warning', 'hook old', 'Declare lodash.'],
      ['warning', 'hook gone', 'What was deployed of version 1 is gone.'],
      ['error', 'hook running', 'What was deployed of version 1 is gone.'],
      ['ok', 'hook unsaved', 'Version 0 is ready.'],
    ])
    expect(found.find(({ subject }) => subject === 'hook running')?.fix).toBe(
      'hookmint rollback running --to 1 --rebuild',
    )
  })

  it('says what an application lacks', async () => {
    const { user } = cli
    const { client_id, client_secret } = await user.json('clients', 'create', 'reader')
    await user.json(
      'grants',
      'create',
      client_id,
      `${cli.server.url}api/v2/`,
      '-s',
      'read:hooks read:resource_servers',
    )
    await user.pipe(
      ['init', cli.server.url, '--client-id', client_id, '--secret-stdin', '-p', 'reader'],
      {
        input: client_secret,
      },
    )
    const { code, stdout } = await user.pipe(['doctor', '-p', 'reader', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout).findings).toContainEqual({
      level: 'warning',
      subject: 'access',
      message: expect.stringMatching(/^The application of reader lacks .*read:logs/),
      fix: expect.stringContaining('hookmint grants update'),
    })
    const refused = await user.failure('clients', 'ls', '-p', 'reader')
    expect({ code: refused.code, status: refused.error.status }).toEqual({ code: 8, status: 403 })
  })
})
