import { plainCommand } from '../create-command.ts'
import { serverHelp, startServer } from '../start-server.ts'
import { print } from '../terminal/print.ts'

export const start = plainCommand('start', 'Start a tenant on this machine, as npm start does.', [
  'start',
  'start --hook my-hook.js --watch',
])
  .helpOption(false)
  .allowUnknownOption()
  .argument('[options...]', 'options of the server: hookmint start --help')
  .passThroughOptions()
  .action(async (args) => {
    const wantsHelp = args.some((arg) => arg === '--help' || arg === '-h')
    if (wantsHelp) print((await serverHelp()).trimEnd())
    else process.exitCode = await startServer(args)
  })
