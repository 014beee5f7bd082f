import { Option } from '@commander-js/extra-typings'
import { gather } from './gather.ts'

/** How a script is read, for the commands that take one. */
export const sourceOptions = {
  dependency: () =>
    new Option('-d, --dependency <name@version>', 'npm package that the script requires')
      .argParser(gather)
      .default([]),
  bundle: () =>
    new Option('-b, --bundle', 'make one script of the file and those that it requires'),
  bundleMinify: () => new Option('--bundle-minify', 'bundle, and make it small'),
  secret: () =>
    new Option('-s, --secret <key=value>', 'secret of the hook; KEY alone asks for its value')
      .argParser(gather)
      .default([]),
  secretsFile: () => new Option('--secrets-file <file>', 'dotenv file of secrets'),
}
