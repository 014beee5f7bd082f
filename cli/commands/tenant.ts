import { OWN_SETTINGS } from '../../functions/management/contract/own-settings.ts'
import { usageError } from '../cli-error.ts'
import { createCommand, createGroup } from '../create-command.ts'
import { openSession } from '../session/open-session.ts'
import { formatProperties } from '../terminal/format-properties.ts'
import { printResult } from '../terminal/print.ts'

/** The rest is kept for other tools. */
const SHOWN = ['friendly_name', ...Object.keys(OWN_SETTINGS)]

const get = createCommand('get', 'Show the settings that Hookmint acts on; all of them as JSON.', [
  'tenant get',
]).action(async (options) => {
  const { tenant, url } = await openSession(options)
  const settings = await tenant.tenant.settings()
  printResult(options, settings, () => formatProperties({ url, ...pick(settings) }))
})

const set = createCommand('set', 'Change settings. An empty value unsets one.', [
  'tenant set default_audience=https://api.example.com/',
  'tenant set oauth_errors=rfc6749 private_claims=true',
])
  .argument('<settings...>', 'name=value; true, false and other JSON are taken as such')
  .action(async (words, options) => {
    const { tenant, url } = await openSession(options)
    const settings = await tenant.tenant.change(Object.fromEntries(words.map(readSetting)))
    printResult(options, settings, () => formatProperties({ url, ...pick(settings) }))
  })

export const tenant = createGroup('tenant', 'Show and change the settings of the tenant.', [
  get,
  set,
])

function pick(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(SHOWN.map((name) => [name, settings[name]]))
}

function readSetting(word: string): [name: string, value: unknown] {
  const [, name, text = ''] = /^([^=]+)=(.*)$/s.exec(word) ?? []
  if (name === undefined) throw usageError(`${word} has no value: name=value.`)
  return [name, readJson(text)]
}

/** What is no JSON is text. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
