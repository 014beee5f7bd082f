import type { HookAnswer } from '../../functions/management/contract/answers.ts'
import { createCommand } from '../create-command.ts'
import { takeOldOptions } from '../options/old-options.ts'
import { outputOption } from '../options/output-option.ts'
import { noteInert, triggerOption } from '../options/trigger-option.ts'
import { wholeNumber } from '../options/whole-number.ts'
import { openSession } from '../session/open-session.ts'
import { print, printResult, style } from '../terminal/print.ts'

/** As the old tool showed a hook. */
interface ListedHook {
  name: string
  type: string
  enabled: boolean
}

/** What of the list was asked for, and how much came. */
interface Page {
  type: string | undefined
  offset: number
  limit: number
  count: number
}

const command = createCommand('ls', 'List hooks by their type.', ['ls', 'ls -o json'])
  .addOption(triggerOption())
  .option('--offset <n>', 'skip this many hooks', wholeNumber, 0)
  .option('--limit <n>', 'list this many hooks at most', wholeNumber, 10)
  .addOption(outputOption())
  .action(async ({ type, offset, limit, output, json, ...options }) => {
    const { tenant } = await openSession(options)
    const hooks = await tenant.hooks.list(type === undefined ? {} : { triggerId: type })
    const page = hooks.slice(offset, offset + limit).map(listed)
    const byType = Object.groupBy(page, (hook) => hook.type)
    if (json || output === 'json') return printResult({ json: true }, byType, () => '')
    noteInert(Object.keys(byType))
    print(describeTypes(byType) + describePage({ type, offset, limit, count: page.length }))
  })

export const ls = takeOldOptions(command)

function listed({ name, triggerId, enabled }: HookAnswer): ListedHook {
  return { name, type: triggerId, enabled }
}

function describeTypes(byType: Partial<Record<string, ListedHook[]>>): string {
  return Object.keys(byType)
    .sort()
    .map((type) => {
      const hooks = (byType[type] ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const lines = hooks.map(({ name, enabled }) => {
        return `  ${name}${enabled ? style('green', ' (enabled)') : ''}\n`
      })
      return `${style('blue', type)}\n${lines.join('')}\n`
    })
    .join('')
}

function describePage({ type, offset, limit, count }: Page): string {
  const bold = (value: string | number) => style('bold', String(value))
  if (count === 0) {
    if (offset > 0) return `You have fewer than ${bold(offset)} hooks.`
    const start = `hookmint scaffold -t ${type ?? 'credentials-exchange'}`
    return `${style('green', 'You do not have any hooks. To get started, try:')}\n\n${bold(`$ ${start}`)}\n`
  }
  const range = `Successfully listed hooks ${bold(offset + 1)} to ${bold(offset + count)}.`
  if (count < limit) return style('green', range)
  const onward = `hookmint ls ${type === undefined ? '' : `-t ${type} `}--offset ${offset + limit}`
  return `${style('green', `${range} To list more try:`)}\n${bold(`$ ${onward}`)}`
}
