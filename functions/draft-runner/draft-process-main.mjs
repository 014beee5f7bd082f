/**
 * The entry of a draft's child process. Plain JavaScript that needs no file but itself and the
 * draft's folder, which is the working directory. It reads the event from its standard input and
 * loads the draft only then. Onto file descriptor 3 it writes a line feed when that has loaded, the
 * outcome as JSON, and ends.
 */
import { readFileSync, writeSync } from 'node:fs'
import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'

const STDIN = 0
const CHANNEL = 3

// Taken before a script can replace them.
const { parse, stringify } = JSON
const { from } = Buffer
const end = process.reallyExit.bind(process)

const event = parse(readFileSync(STDIN, 'utf8'))
process.argv = ['node', 'hook']
process.execArgv = []

const { handler } = await import(pathToFileURL(`${process.cwd()}${sep}index.mjs`).href)
writeSync(CHANNEL, '\n')
const outcome = await handler(event)
let rest = from(stringify(outcome))
while (rest.length > 0) rest = rest.subarray(writeSync(CHANNEL, rest))
end(0)
