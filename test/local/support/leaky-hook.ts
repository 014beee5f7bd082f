/** Every way out of a hook that is not its result; each is run with every secret. */
export const LEAKS: Record<string, string> = {
  console: "console.log(all, values); console.error('%s %j %o', ...values, all, all); cb()",
  'console of an error':
    'console.warn(new Error(text), Object.assign(new Error("x"), { all })); cb()',
  'console in base64':
    'console.info(Buffer.from(text).toString("base64"), ...values.map((v) => btoa(unescape(encodeURIComponent(v))))); cb()',
  'console in a URL':
    "console.debug('https://x.example/?' + new URLSearchParams(all), values.map(encodeURIComponent)); cb()",
  'console in JSON': 'console.log(JSON.stringify(all), JSON.stringify(JSON.stringify(all))); cb()',
  'console in an HTTP header':
    "console.log({ authorization: 'Basic ' + Buffer.from('id:' + text).toString('base64') }); cb()",
  'long lines': "for (const v of values) console.log('x'.repeat(4090) + v); cb()",
  'an error': 'cb(new Error(text))',
  'a refusal': 'cb(new InvalidScopeError(JSON.stringify(all)))',
  'a string': 'cb(text)',
  'an object': 'cb({ name: text, message: text, stack: text, all })',
  'a throw': "throw Object.assign(new Error('said ' + text, { cause: all }), { name: text, all })",
  'a thrown object': 'throw { message: JSON.stringify(all), stack: text }',
  'a thrown string': 'throw text',
  'a rejection': "return Promise.reject(new TypeError(Buffer.from(text).toString('base64url')))",
  'a late throw': 'setTimeout(() => { throw new Error(text) })',
  'a late rejection': 'Promise.reject(text)',
  'a result that cannot be JSON': 'cb(null, { get a() { throw new Error(text) } })',
  'a stack of its own':
    'const e = new Error("x"); e.stack = "Error: " + text + "\\n    at " + text; cb(e)',
  'standard error': "require('fs').writeSync(2, text); process.stderr.write(text); process.exit(1)",
  'standard output':
    "try { require('fs').writeSync(1, text) } catch {} process.stdout.write(text); cb()",
  'its title': 'process.title = text; cb()',
  'a warning': 'process.emitWarning(text, { code: text, detail: text }); setTimeout(cb, 20)',
}

/** A hook that takes the way out that the request names. */
export const LEAKY_SCRIPT = `module.exports = function (client, scope, audience, context, cb) {
  const all = context.webtask.secrets
  const values = Object.values(all)
  const text = values.join(' | ')
  ${Object.entries(LEAKS)
    .map(([name, code]) => `if (context.body.leak === ${JSON.stringify(name)}) { ${code} }`)
    .join('\n  else ')}
  else cb(null, { scope })
}`
