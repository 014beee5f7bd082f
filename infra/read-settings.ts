import { readFileSync } from 'node:fs'
import { PLAIN_SETTINGS, parseSettings, type Settings } from './settings.ts'

/** Finds a value that the command line gives with `-c`. */
type ContextReader = (name: string) => unknown

/** A JSON file that holds all settings, when it is named: `-c settings=acme.json`. */
const FILE = 'settings'

/**
 * The settings of a file, and of the command line where it says otherwise. Throws one Error that
 * names every problem.
 */
export function readSettings(context: ContextReader): Settings {
  const file = context(FILE)
  const given = PLAIN_SETTINGS.flatMap((name) => {
    const value = context(name)
    return value === undefined ? [] : [[name, value]]
  })
  return parseSettings({
    ...(file !== undefined && readFile(String(file))),
    ...Object.fromEntries(given),
  })
}

function readFile(path: string): object {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The file of settings ${path} cannot be read as JSON: ${reason}`)
  }
}
