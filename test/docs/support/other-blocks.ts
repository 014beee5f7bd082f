/** Blocks that are no step of a document: by a text in them, with the test that holds them to be true. */
export const OTHER_BLOCKS: { document: string; has: string; by: string }[] = [
  { document: 'README.md', has: 'module.exports = function', by: 'test/docs/readme.test.ts' },
  { document: 'README.md', has: '{"access_token":', by: 'test/docs/readme.test.ts' },
  { document: 'README.md', has: '"scope": "read:data extra",', by: 'test/docs/readme.test.ts' },
  {
    document: 'docs/deploy.md',
    has: 'two-issuers-express.js',
    by: 'test/local/deploy-doc.test.ts',
  },
  { document: 'docs/deploy.md', has: 'two-issuers-jose.mjs', by: 'test/local/deploy-doc.test.ts' },
  {
    document: 'docs/deploy.md',
    has: 'two-issuers-authorizer.mjs',
    by: 'test/local/deploy-doc.test.ts',
  },
  { document: 'docs/deploy.md', has: 'two-issuers-api.mjs', by: 'test/local/deploy-doc.test.ts' },
  { document: 'docs/deploy.md', has: '"hostedZone"', by: 'test/docs/commands.test.ts' },
  { document: 'docs/operate.md', has: 'ExecStart=', by: 'test/docs/commands.test.ts' },
]

/** What nothing runs, and why. Commands say it in a comment above them, `<!-- run by hand: WHY -->`. */
export const UNTESTED: { document: string; has: string; why: string }[] = [
  { document: 'README.md', has: 'npm run bench', why: 'it takes minutes' },
  {
    document: 'docs/architecture.md',
    has: 'parse-token-request',
    why: 'a drawing',
  },
  {
    document: 'docs/aws.md',
    has: 'npm ci',
    why: 'the packages of the tests are there already, and are shared',
  },
  {
    document: 'docs/deploy.md',
    has: 'git pull',
    why: 'it needs a later commit, and an account',
  },
  { document: 'docs/deploy.md', has: '@Bean', why: 'Spring is not installed here' },
  {
    document: 'docs/hooks.md',
    has: '(client, scope, audience, context, cb) { … }',
    why: 'a signature',
  },
]
