import { Option } from '@commander-js/extra-typings'

/** `-o json`: how the old tool was asked for JSON. */
export function outputOption() {
  return new Option('-o, --output <format>', 'the same as --json').choices(['json'])
}
