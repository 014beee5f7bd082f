import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readSettings } from '../../infra/read-settings.ts'
import { parseSettings } from '../../infra/settings.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

it('needs nothing: a tenant of the name main', () => {
  expect(parseSettings({})).toEqual({
    tenant: 'main',
    logRetentionDays: 90,
    tokensPerSecond: 1000,
    registry: 'https://registry.npmjs.org/',
  })
})

it('tells every problem at once, with what came and what was wanted', () => {
  const given = {
    tenant: 'My-Tenant',
    logRetentionDays: 100,
    reservedConcurrency: 'many',
    issuer: 'http://tokens.example.com',
    alarmEmail: 'nobody',
    domain: { name: 'Tokens', certificateArn: 'arn' },
    adopt: {},
    colour: 'green',
  }
  const problems = [
    /- tenant: came "My-Tenant", wanted a letter, then up to 15 letters or digits/,
    /- logRetentionDays: came 100, wanted one of 1, 3/,
    /- reservedConcurrency: came "many", wanted a whole number/,
    /- issuer: came "http:\/\/tokens.example.com", wanted https:\/\//,
    /- alarmEmail: came "nobody", wanted an e-mail address/,
    /- domain.name: came "Tokens", wanted a host name/,
    /- domain.certificateArn: came "arn", wanted the ARN of a certificate/,
    /- adopt.tableName: came undefined/,
    /- colour: there is no such setting/,
  ]
  let message = ''
  try {
    parseSettings(given)
  } catch (error) {
    message = String(error)
  }
  for (const problem of problems) expect(message).toMatch(problem)
  expect(message.split('\n- ')).toHaveLength(problems.length + 1)
})

it.each(['a', 'acme2', 'abcdefghijklmnop'])('takes the tenant name %s', (tenant) => {
  expect(parseSettings({ tenant }).tenant).toBe(tenant)
})

it.each(['', '1a', 'A', 'a-b', 'abcdefghijklmnopq'])('refuses the tenant name "%s"', (tenant) => {
  expect(() => parseSettings({ tenant })).toThrow(/tenant/)
})

it('reads a file of settings, and the command line over it', async () => {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'acme.json')
  writeFileSync(file, JSON.stringify({ tenant: 'acme', logRetentionDays: 30 }))
  const given: Record<string, unknown> = { settings: file, logRetentionDays: '7' }
  expect(readSettings((name) => given[name])).toMatchObject({ tenant: 'acme', logRetentionDays: 7 })
  await folder.remove()
})

it('names a file of settings that is not there', () => {
  const context = (name: string) => (name === 'settings' ? 'nowhere.json' : undefined)
  expect(() => readSettings(context)).toThrow(/nowhere\.json cannot be read/)
})
