import { Console } from 'node:console'
import { addConsoleLine } from './console-log.ts'
import type { ConsoleLine } from './contract.ts'
import { keepEarlyLine } from './early-lines.ts'
import { owningRun } from './hook-run.ts'
import { apply, slice } from './primordials.ts'

type Level = ConsoleLine['level']
type Method = (...args: unknown[]) => void

/** The methods that print, and what their lines count as. */
const PRINTING: Record<string, Level> = {
  log: 'log',
  dir: 'log',
  dirxml: 'log',
  table: 'log',
  group: 'log',
  groupCollapsed: 'log',
  count: 'log',
  timeEnd: 'log',
  timeLog: 'log',
  debug: 'debug',
  trace: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
}
const SILENT = ['groupEnd', 'countReset', 'time']

let installed = false
let level: Level = 'log'

/**
 * Makes the global console write into the log of the run that the caller belongs to; what a
 * finished event still prints is lost. Works once per process.
 */
export function captureConsole(): void {
  if (installed) return
  installed = true
  const methods = console as unknown as Record<string, Method>
  for (const [name, printedLevel] of Object.entries(PRINTING)) {
    methods[name] = (...args) => print(name, printedLevel, args)
  }
  for (const name of SILENT) methods[name] = (...args) => invoke(name, args)
  methods.assert = (...args) => {
    if (!args[0]) print('assert', 'error', args)
  }
}

function print(name: string, printedLevel: Level, args: unknown[]): void {
  const run = owningRun()
  if (run?.over) return
  if (run?.log.full) {
    run.log.dropped += 1
    return
  }
  const outer = level
  level = printedLevel
  try {
    invoke(name, args)
  } finally {
    level = outer
  }
}

function invoke(name: string, args: unknown[]): void {
  const log = owningRun()?.log
  const target = log?.printer ?? makePrinter()
  if (log) log.printer = target
  apply(target[name as 'log'], target, args)
}

function makePrinter(): Console {
  const stdout = { write: (text: string) => receive(slice(text, 0, -1)) }
  return new Console({ stdout: stdout as unknown as NodeJS.WritableStream, ignoreErrors: false })
}

function receive(text: string): void {
  const run = owningRun()
  if (!run) keepEarlyLine(level, text)
  else addConsoleLine(run.log, level, text, run.rules)
}
