export const CLAIM = 'https://soak.example.com'

/** A hook that tells its word and its two secrets, and refuses and fails when it is told to. */
export function soakScript(word: string): string {
  return `module.exports = function (client, scope, audience, context, cb) { // word: ${word}
  const { ONE, TWO } = context.webtask.secrets
  const { refuse, fail, exit } = context.body
  if (exit) process.exit(1)
  if (refuse) return cb(new InvalidScopeError(refuse))
  if (fail) throw new Error(fail)
  console.log('with', ONE)
  cb(null, { scope, '${CLAIM}/word': '${word}', '${CLAIM}/one': ONE, '${CLAIM}/two': TWO })
}`
}

/** The word of such a script. */
export function wordOf(script: string): string {
  return /word: (\S+)/.exec(script)?.[1] ?? ''
}
