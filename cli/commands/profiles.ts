import { CliError } from '../cli-error.ts'
import { closestName } from '../closest-name.ts'
import { createGroup, plainCommand } from '../create-command.ts'
import { type Profiles, readProfiles, writeProfiles } from '../profile.ts'
import { confirmOrCancel } from '../terminal/ask.ts'
import { formatTable } from '../terminal/format-table.ts'
import { printResult, style } from '../terminal/print.ts'

const list = plainCommand('ls', 'List the profiles; none of their secrets.', ['profiles ls'])
  .option('--json', 'print JSON')
  .action(async (options) => {
    const known = await readProfiles()
    const rows = Object.entries(known.profiles).map(([name, { url, client_id }]) => {
      return { name, url, client_id, default: name === known.default }
    })
    printResult(options, rows, () => {
      if (rows.length === 0) return 'There is no profile yet: hookmint init makes one.'
      const mark = (isDefault: boolean) => (isDefault ? 'default' : '')
      return formatTable(
        ['NAME', 'URL', 'CLIENT ID', ''],
        rows.map((row) => [row.name, row.url, row.client_id, mark(row.default)]),
      )
    })
  })

const use = plainCommand('use', 'Make a profile the default.', ['profiles use prod'])
  .argument('<name>', 'name of the profile')
  .option('--json', 'print JSON')
  .action(async (wanted, options) => {
    const known = await readProfiles()
    const name = findProfile(known, wanted)
    await writeProfiles({ ...known, default: name })
    printResult(options, { default: name }, () => style('green', `${name} is the default now.`))
  })

const remove = plainCommand('rm', 'Remove a profile; its tenant stays as it is.', [
  'profiles rm prod',
])
  .argument('<name>', 'name of the profile')
  .option('-y, --yes', 'ask nothing')
  .option('--json', 'print JSON')
  .action(async (wanted, { yes, ...options }) => {
    const known = await readProfiles()
    const name = findProfile(known, wanted)
    if (!yes) await confirmOrCancel(`Remove the profile ${name}?`, options)
    const { [name]: _, ...profiles } = known.profiles
    const isDefault = known.default === name
    await writeProfiles({ ...(!isDefault && { default: known.default }), profiles })
    printResult(options, { removed: name }, () => style('green', `Removed profile: ${name}`))
  })

export const profiles = createGroup('profiles', 'List, choose and remove profiles.', [
  list,
  use,
  remove,
])

function findProfile({ profiles }: Profiles, wanted: string): string {
  const names = Object.keys(profiles)
  if (names.includes(wanted)) return wanted
  const close = closestName(wanted, names)
  throw new CliError('not_found', `No such profile: ${wanted}`, {
    hint: close === undefined ? 'hookmint profiles ls shows them.' : `Did you mean ${close}?`,
  })
}
