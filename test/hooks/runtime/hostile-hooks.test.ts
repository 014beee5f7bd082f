import { expect, test } from 'vitest'
import { runHookInChild } from '../../support/run-hook-in-child.ts'
import { buildHookEvent } from '../support/build-hook-event.ts'
import { hookOf } from '../support/open-hook.ts'

const SABOTAGE = `const broken = () => { throw new Error('sabotage') }`

/** Each is done when the script is loaded, and again when the hook runs. */
const SABOTAGES = [
  ['JSON', 'globalThis.JSON = { stringify: broken, parse: broken }'],
  ['the methods of JSON', 'JSON.stringify = JSON.parse = broken'],
  ['Promise', 'globalThis.Promise = broken'],
  [
    'the methods of promises',
    'Promise.prototype.then = Promise.prototype.finally = Promise.resolve = broken',
  ],
  [
    'call, apply and bind',
    'Function.prototype.call = Function.prototype.apply = Function.prototype.bind = broken',
  ],
  [
    'Reflect and Object',
    'Reflect.apply = Object.keys = Object.assign = Object.setPrototypeOf = broken',
  ],
  [
    'the methods of arrays',
    'for (const m of ["push", "map", "slice", "join", "filter", "indexOf", "forEach", "concat", "sort"]) Array.prototype[m] = broken',
  ],
  ['iteration', 'Array.prototype[Symbol.iterator] = broken'],
  [
    'the methods of texts',
    'for (const m of ["slice", "indexOf", "split", "replace", "replaceAll", "trim", "includes", "startsWith", "charCodeAt"]) String.prototype[m] = broken',
  ],
  [
    'regular expressions',
    'RegExp.prototype.exec = RegExp.prototype.test = RegExp.prototype[Symbol.replace] = broken',
  ],
  [
    'maps',
    'for (const C of [Map, WeakMap, Set]) C.prototype.get = C.prototype.set = C.prototype.has = C.prototype.add = broken',
  ],
  [
    'timers',
    'for (const m of ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "queueMicrotask"]) globalThis[m] = broken',
  ],
  ['the time', 'globalThis.Date = broken; performance.now = broken; process.hrtime = broken'],
  ['process', 'process.getActiveResourcesInfo = process.nextTick = process.on = broken'],
  [
    'Math and String',
    'globalThis.String = broken; Math.round = Math.max = broken; globalThis.encodeURIComponent = broken',
  ],
  ['Buffer', 'Buffer.byteLength = Buffer.from = Buffer.prototype.toString = broken'],
  [
    'every object',
    'for (const m of ["then", "probe", "secrets", "ending"]) Object.defineProperty(Object.prototype, m, { value: broken, writable: true, configurable: true })',
  ],
  [
    'Error',
    'Error.prepareStackTrace = broken; Error.stackTraceLimit = 0; Error.captureStackTrace = broken',
  ],
] as const

test.each(SABOTAGES)('answers although the hook replaced %s', async (_, sabotage) => {
  const script = `${SABOTAGE}; ${sabotage}; ${hookOf(`
    ${sabotage}
    console.log('with %s', context.webtask.secrets.KEY)
    if (audience === 'refuse') return cb(new InvalidScopeError('not ' + context.webtask.secrets.KEY))
    if (audience === 'text') return cb('no')
    if (audience === 'throw') null.x
    if (audience === 'reject') return (async () => { null.x })()
    if (audience === 'never') return
    cb(null, { scope: [scope[0], 'extra'] })
  `)}`
  const secrets = { KEY: 'hunter2-hunter2' }
  const events = ['', 'refuse', 'text', 'throw', 'reject', 'never', ''].map((audience) =>
    buildHookEvent({ audience, secrets, timeoutMs: audience === 'never' ? 30 : 2000 }),
  )
  const { outcomes } = await runHookInChild(script, events)
  const console = [{ level: 'log', text: 'with [secret KEY]' }]
  const success = { kind: 'result', result: { scope: ['read:data', 'extra'] }, console }
  expect(outcomes).toMatchObject([
    success,
    { kind: 'refused', error: { name: 'InvalidScopeError', message: 'not [secret KEY]' }, console },
    { kind: 'refused', error: { name: 'Error', message: 'no' }, console },
    { kind: 'failed', cause: 'threw', error: { name: 'TypeError' }, console },
    { kind: 'failed', cause: 'rejected', error: { name: 'TypeError' }, console },
    { kind: 'failed', cause: 'timed-out', console },
    success,
  ])
})

test('survives a hook that meddles with the listeners for errors', async () => {
  const script = `process.on('uncaughtException', () => {}); ${hookOf("setTimeout(() => { throw new Error('late') }, 1)")}`
  const { outcomes } = await runHookInChild(script, [buildHookEvent(), buildHookEvent()])
  expect(outcomes).toMatchObject([{ cause: 'threw-late' }, { cause: 'threw-late' }])
})

test('gives a hook no console line of the one before it', async () => {
  const script = hookOf(`
    if (audience === 'first') { setInterval(() => console.log('first'), 2); return cb() }
    setTimeout(cb, 40)
  `)
  const events = ['first', 'second'].map((audience) => buildHookEvent({ audience }))
  const { outcomes } = await runHookInChild(script, events)
  expect(outcomes[1]).toMatchObject({ kind: 'result', console: [], consoleDropped: 0 })
})
