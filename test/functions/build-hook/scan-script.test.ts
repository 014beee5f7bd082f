import { describe, expect, it } from 'vitest'
import { scanScript } from '../../../functions/build-hook/scan-script.ts'

const hook = (body: string) => `module.exports = function (client, scope, audience, context, cb) {
${body}
}`

function requiredOf(script: string, format: 'commonjs' | 'module' = 'commonjs') {
  return scanScript(script, format).required?.map(({ folder, path }) =>
    path === '.' ? folder : `${folder} ${path}`,
  )
}

describe('packages', () => {
  it.each([
    ['require("lodash")', ['lodash']],
    ["const get = require('lodash/get').bind()", ['lodash ./get']],
    ['require(`lodash/fp/map.js`)', ['lodash ./fp/map.js']],
    ['require("@sendgrid/mail")', ['@sendgrid/mail']],
    ['require("@s/x@1.2.3")', ['@s/x@1.2.3']],
    ['require("@s/x@1.2.3/lib/a")', ['@s/x@1.2.3 ./lib/a']],
    ['require("x@1.2.3-beta.1")', ['x@1.2.3-beta.1']],
    ['require("punycode/")', ['punycode']],
    ['require.resolve("a"); module.require("b")', ['a', 'b']],
    ['const load = async () => import("a")', ['a']],
    ['function later() { if (x) { return require("deep") } }', ['deep']],
    ['if (false) require("a"); return; require("b")', ['a', 'b']],
  ])('are found: %s', (script, expected) => {
    expect(requiredOf(script)).toEqual(expected)
  })

  it.each([
    [
      'built into Node',
      'require("fs"); require("node:fs"); require("fs/promises"); require("node:test")',
    ],
    ['files', 'require("./a"); require("../a"); require("/etc/passwd"); require(".")'],
    ['no names', 'require("a b"); require("http://a.example/"); require("a/../../b"); require("")'],
    ['computed names', 'require(name); require("a" + b); require(tag`a`); require(1); require()'],
    ['inner imports', 'require("#inner")'],
    ['another require', '(function (require) { require("a") })(load)'],
    ['a bundle', 'var m = {1: [function (require, module, exports) { require("lodash") }, {}]}'],
    ['a require of its own', 'function a() { var require = load; require("a") }'],
    ['comments and strings', '// require("a")\nvar text = \'require("b")\''],
    ['a method', 'window.require("a")'],
  ])('are not: %s', (_, script) => {
    expect(requiredOf(script)).toEqual([])
  })

  it('are found in what a module imports and exports, with the names it takes', () => {
    const script = `import a, { b as c, default as d } from 'one'
      import * as all from 'two/sub'
      import 'three'
      export * from 'four'
      export { e as f } from 'five@1.0.0'
      import fs from 'node:fs'
      all.first(all['second'])
      const require = createRequire(import.meta.url)
      require('six')
      const g = await import('seven')`
    expect(scanScript(script, 'module').required).toEqual([
      { folder: 'one', name: 'one', path: '.', names: ['b', 'default'] },
      { folder: 'two', name: 'two', path: './sub', names: ['first', 'second'] },
      { folder: 'three', name: 'three', path: '.', names: [] },
      { folder: 'four', name: 'four', path: '.', names: [] },
      { folder: 'five@1.0.0', name: 'five', version: '1.0.0', path: '.', names: ['e'] },
      { folder: 'six', name: 'six', path: '.' },
      { folder: 'seven', name: 'seven', path: '.', names: [] },
    ])
  })
})

describe('claims without a namespace', () => {
  const COMMON = `const token = {}
    token['https://a.example/roles'] = 1
    token.scope = scope
    token.role = 1; token['https://b.example/x'] = 2; token['plan name'] = 3`

  it.each([
    ['set on a variable', hook(`${COMMON}\ncb(null, token)`), ['plan name', 'role']],
    [
      'in a literal',
      hook('cb(null, { scope, role: 1, "a b": 2, ["c"]: 3, [d]: 4 })'),
      ['a b', 'c', 'role'],
    ],
    ["in a variable's literal", hook('var t = { role: 1 }; cb(null, t)'), ['role']],
    ['assigned later', hook('let t; t = { role: 1 }; cb(null, t)'), ['role']],
    [
      'by Object.assign',
      hook('const t = {}; Object.assign(t, { role: 1 }); cb(null, t)'),
      ['role'],
    ],
    ['in the answer itself', hook('cb(null, Object.assign({}, { role: 1 }))'), ['role']],
    [
      'by spread',
      hook('const more = { plan: 1 }; cb(null, { ...more, role: 1 })'),
      ['plan', 'role'],
    ],
    ['deep inside', hook('get((e, r) => { const t = {}; t.role = r; cb(null, t) })'), ['role']],
    [
      'under another name of the callback',
      'module.exports = (a, b, c, d, done) => done(null, { role: 1 })',
      ['role'],
    ],
    [
      'of a named function',
      'function h(a, b, c, d, cb) { cb(null, { role: 1 }) }\nmodule.exports = h',
      ['role'],
    ],
    [
      'of a variable',
      'const h = async (a, cb) => { cb(null, { role: 1 }) }; exports = module.exports = h',
      ['role'],
    ],
    ['compiled', 'exports.default = function (a, cb) { cb(null, { role: 1 }) }', ['role']],
  ])('are found %s', (_, script, expected) => {
    expect(scanScript(script, 'commonjs').bareClaims).toEqual(expected)
  })

  it('are found in a module', () => {
    const script = 'export default async (a, b, c, d, cb) => { cb(null, { role: 1 }) }'
    expect(scanScript(script, 'module').bareClaims).toEqual(['role'])
  })

  it.each([
    ['an error', hook('cb({ role: 1 })')],
    ['other objects', hook('const other = { role: 1 }; other.plan = 1; cb(null, {})')],
    ["another function's callback", hook('get(function (cb) { cb(null, { role: 1 }) })')],
    [
      'another variable of the same name',
      `function f() { var t = {}; t.role = 1 }\n${hook('var t = {}; cb(null, t)')}`,
    ],
    ['an export without parameters', 'module.exports = () => 1'],
    ['a destructured callback', 'module.exports = ({ cb }) => cb(null, { role: 1 })'],
  ])('are not found in %s', (_, script) => {
    expect(scanScript(script, 'commonjs').bareClaims).toEqual([])
  })
})

it('gives up on what it cannot read, without an error', () => {
  expect(scanScript('a b', 'commonjs')).toEqual({ required: undefined, bareClaims: [] })
  const deep = `module.exports = ${'['.repeat(40_000)}${']'.repeat(40_000)}`
  expect(scanScript(deep, 'commonjs')).toEqual({ required: undefined, bareClaims: [] })
})

it('reads what a sloppy script may begin and end with', () => {
  expect(requiredOf('#!/usr/bin/env node\nrequire("a"); return')).toEqual(['a'])
  expect(requiredOf('\uFEFFwith (b) { require("a") }; var mode = 0755, await = 1')).toEqual(['a'])
})

it('takes time in proportion for a chain of variables', () => {
  const chain = Array.from({ length: 3_000 }, (_, i) => `var v${i} = { ...v${i + 1}, k${i}: 1 }`)
  const script = hook(`${chain.join('\n')}\ncb(null, v0)`)
  expect(scanScript(script, 'commonjs').bareClaims).toContain('k0')
})
