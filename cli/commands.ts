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
    update: {
      summary: 'change the name or the limits of a hook',
      load: async () => (await import('./commands/update.ts')).update,
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
    secrets: {
      summary: 'list, set and remove the secrets of a hook',
      load: async () => (await import('./commands/secrets.ts')).secrets,
    },
    test: {
      summary: 'run a script or a saved hook on fixtures',
      load: async () => (await import('./commands/test.ts')).test,
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
  'Tokens and the log': {
    token: {
      summary: 'get, decode, verify or compare an access token',
      load: async () => (await import('./commands/token.ts')).token,
    },
    logs: {
      summary: 'show the log as it comes',
      load: async () => (await import('./commands/logs.ts')).logs,
    },
    explain: {
      summary: 'tell why a token looks as it does',
      load: async () => (await import('./commands/explain.ts')).explain,
    },
    stats: {
      summary: 'show the tokens and refusals of each day',
      load: async () => (await import('./commands/stats.ts')).stats,
    },
  },
  'The tenant': {
    clients: {
      summary: 'manage applications',
      load: async () => (await import('./commands/clients.ts')).clients,
    },
    apis: {
      summary: 'manage APIs',
      load: async () => (await import('./commands/apis.ts')).apis,
    },
    grants: {
      summary: 'manage what applications may ask of APIs',
      load: async () => (await import('./commands/grants.ts')).grants,
    },
    keys: {
      summary: 'list, rotate and revoke signing keys',
      load: async () => (await import('./commands/keys.ts')).keys,
    },
    tenant: {
      summary: 'show and change settings',
      load: async () => (await import('./commands/tenant.ts')).tenant,
    },
    doctor: {
      summary: 'say what is wrong, and how to mend it',
      load: async () => (await import('./commands/doctor.ts')).doctor,
    },
    dashboard: {
      summary: 'open the dashboard, signed in',
      load: async () => (await import('./commands/dashboard.ts')).dashboard,
    },
    start: {
      summary: 'start a tenant on this machine',
      load: async () => (await import('./commands/start.ts')).start,
    },
    destroy: {
      summary: 'remove a tenant from an AWS account',
      load: async () => (await import('./commands/destroy.ts')).destroy,
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
    completion: {
      summary: 'print the script that completes words in a shell',
      load: async () => (await import('./commands/completion.ts')).completion,
    },
  },
}

/** Not in the help: what the scripts of `completion` ask. */
export const HIDDEN_COMMANDS: Record<string, Entry> = {
  complete: {
    summary: 'list what the last word can become',
    load: async () => (await import('./commands/complete.ts')).complete,
  },
}
