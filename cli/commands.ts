import type { CommandUnknownOpts } from '@commander-js/extra-typings'

/** One line of the table of contents; the command itself is loaded when it is asked for. */
interface Entry {
  summary: string
  load: () => Promise<CommandUnknownOpts>
}

/** All commands, under the titles of the help. Values are lazy: `--help` loads none of them. */
export const COMMANDS: Record<string, Record<string, Entry>> = {
  Hooks: {
    scaffold: {
      summary: 'print the starter text of a hook',
      load: async () => (await import('./commands/scaffold.ts')).scaffold,
    },
    create: {
      summary: 'create a hook, disabled, or update it',
      load: async () => (await import('./commands/create.ts')).create,
    },
    ls: {
      summary: 'list hooks',
      load: async () => (await import('./commands/ls.ts')).ls,
    },
    enable: {
      summary: 'enable a hook in place of the one that is',
      load: async () => (await import('./commands/enable.ts')).enable,
    },
    disable: {
      summary: 'disable a hook',
      load: async () => (await import('./commands/disable.ts')).disable,
    },
    edit: {
      summary: "open the dashboard's editor on a hook",
      load: async () => (await import('./commands/edit.ts')).edit,
    },
    rm: {
      summary: 'remove a hook',
      load: async () => (await import('./commands/rm.ts')).rm,
    },
  },
  'Versions of a hook': {
    versions: {
      summary: 'list the saved versions of a hook',
      load: async () => (await import('./commands/versions.ts')).versions,
    },
    diff: {
      summary: 'show what differs between two versions',
      load: async () => (await import('./commands/diff.ts')).diff,
    },
    rollback: {
      summary: 'make an earlier version the current one',
      load: async () => (await import('./commands/rollback.ts')).rollback,
    },
  },
  Tokens: {
    token: {
      summary: 'get, decode, verify or compare an access token',
      load: async () => (await import('./commands/token.ts')).token,
    },
  },
  'The tenant': {
    dashboard: {
      summary: 'open the dashboard, signed in',
      load: async () => (await import('./commands/dashboard.ts')).dashboard,
    },
  },
  'This command line': {
    init: {
      summary: 'make a profile: how to reach a tenant',
      load: async () => (await import('./commands/init.ts')).init,
    },
    profiles: {
      summary: 'list, choose and remove profiles',
      load: async () => (await import('./commands/profiles.ts')).profiles,
    },
  },
}
