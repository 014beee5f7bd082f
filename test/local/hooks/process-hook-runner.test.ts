import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { HookCapacityError, HookVersionGone } from '../../../functions/core/errors.ts'
import type { HookEvent, HookOutcome } from '../../../hooks/runtime/contract.ts'
import { buildHookEvent } from '../../hooks/support/build-hook-event.ts'
import { hookOf } from '../../hooks/support/open-hook.ts'
import { hookProcesses, until } from '../../support/hook-processes.ts'
import { type LocalHooks, openLocalHooks } from '../../support/open-local-hooks.ts'

const FAST = hookOf('cb(null, scope)')
/** Sleeps for as many milliseconds as the body says. */
const SLEEPS = hookOf('setTimeout(cb, context.body.ms ?? 0, null, process.pid)')

describe.runIf(process.platform === 'linux')('the processes of ProcessHookRunner', () => {
  it('keeps one process and a spare, also for many fast events', async () => {
    const { run, count, deploy } = await open()
    const versionArn = await deploy(FAST)
    await run(versionArn)
    await until('a spare', () => count() === 2)
    let most = 0
    for (let i = 0; i < 20; i++) {
      await Promise.all(Array.from({ length: 50 }, () => run(versionArn)))
      most = Math.max(most, count())
    }
    expect(most).toBeLessThan(6)
  })

  it('starts processes for slow events, no more than 16, and runs all', async () => {
    const { run, count, deploy } = await open()
    const versionArn = await deploy(SLEEPS)
    const runs = Array.from({ length: 24 }, () => run(versionArn, sleep(700)))
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, count())
    }, 20)
    const used = new Set((await Promise.all(runs)).map(resultOf))
    clearInterval(watch)
    expect(most).toBeLessThanOrEqual(16)
    expect(used.size).toBeGreaterThan(4)
  })

  it('has a spare ready while every process is at work', async () => {
    const { run, count, deploy, runner } = await open()
    const versionArn = await deploy(SLEEPS)
    runner.warm(versionArn)
    await until('two', () => count() === 2)
    const slow = [run(versionArn, sleep(900)), run(versionArn, sleep(900))]
    await until('a third', () => count() === 3)
    await delay(200)
    const third = resultOf(await run(versionArn))
    const both = (await Promise.all(slow)).map(resultOf)
    expect(both).not.toContain(third)
  })

  it('ends idle processes beyond the spare', async () => {
    const { run, count, deploy } = await open({ idleMs: 300 })
    const versionArn = await deploy(SLEEPS)
    await Promise.all([1, 2, 3, 4].map(() => run(versionArn, sleep(400))))
    expect(count()).toBeGreaterThan(2)
    await until('two again', () => count() === 2)
    await delay(600)
    expect(count()).toBe(2)
  })

  it('ends the processes of a version that has a successor', async () => {
    const { run, count, deploy } = await open()
    const [first, second] = [await deploy(SLEEPS), await deploy(FAST)]
    const slow = run(first, sleep(1500))
    await run(second)
    expect((await slow).kind).toBe('result')
    await until('none of the first', () => count(first) === 0)
    expect(count(second)).toBe(2)
  })

  it('replaces a process that died before it is needed', async () => {
    const { run, count, deploy } = await open()
    const versionArn = await deploy(hookOf('if (context.body.fail) process.exit(); cb()'))
    await run(versionArn)
    await delay(300)
    await run(versionArn, { context: contextWith({ fail: true }) })
    await until('two again', () => count() === 2)
  })

  it('does not start processes forever for a script that ends each of them', async () => {
    const { run, count, deploy } = await open()
    const versionArn = await deploy(`setTimeout(() => process.exit(), 150)\n${FAST}`)
    expect(resultOf(await run(versionArn))).toEqual(['read:data'])
    let quietSince = performance.now()
    await until('none for a while', () => {
      if (count() > 0) quietSince = performance.now()
      return performance.now() - quietSince > 500
    })
    expect(resultOf(await run(versionArn))).toEqual(['read:data'])
  })

  it('lets events wait for a place until their deadline, then throws HookCapacityError', async () => {
    const { run, deploy } = await open({ maxProcesses: 2 })
    const versionArn = await deploy(SLEEPS)
    const slow = [run(versionArn, sleep(1200)), run(versionArn, sleep(1200))]
    const [waits, fails] = [run(versionArn), run(versionArn, { timeoutMs: 200 })]
    await expect(fails).rejects.toBeInstanceOf(HookCapacityError)
    expect((await waits).kind).toBe('result')
    for (const outcome of await Promise.all(slow)) expect(outcome.kind).toBe('result')
  })

  it('throws HookVersionGone for a version removed while its processes are warm', async () => {
    const { run, count, deploy, deployer } = await open()
    const versionArn = await deploy(FAST)
    await run(versionArn)
    await deployer.remove('hook')
    await expect(run(versionArn)).rejects.toBeInstanceOf(HookVersionGone)
    await until('none', () => count() === 0)
  })

  it('lets what a removed version has begun come to its end, and begins no more of it', async () => {
    const { run, count, deploy, deployer } = await open()
    const versionArn = await deploy(SLEEPS)
    await run(versionArn)
    const begun = run(versionArn, sleep(900))
    const stuck = run(versionArn, { ...sleep(60_000), timeoutMs: 1_500 })
    await until('both run', () => count() >= 2)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await deployer.remove('hook')
    await expect(run(versionArn)).rejects.toBeInstanceOf(HookVersionGone)
    expect((await begun).kind).toBe('result')
    expect(await stuck).toMatchObject({ kind: 'failed' })
    await until('none', () => count() === 0)
  })

  it('ends a hook whose Buffers grow without end', async () => {
    const { run, deploy } = await open()
    const grow = 'const all = []; setInterval(() => all.push(Buffer.alloc(2e7, 1)), 1)'
    const versionArn = await deploy(hookOf(`if (context.body.fail) { ${grow} } else cb()`))
    const outcome = await run(versionArn, {
      timeoutMs: 15_000,
      context: contextWith({ fail: true }),
    })
    expect(outcome).toMatchObject({ kind: 'failed', cause: 'out-of-memory' })
    expect((await run(versionArn)).kind).toBe('result')
  })

  it('reads a flood on stderr without keeping it', async () => {
    const { run, deploy } = await open()
    const flood = "for (let i = 0; i < 500; i++) require('fs').writeSync(2, 'x'.repeat(1e5))"
    const versionArn = await deploy(hookOf(`try { ${flood} } catch {} cb(null, 'done')`))
    const before = process.memoryUsage().arrayBuffers
    expect(resultOf(await run(versionArn, { timeoutMs: 10_000 }))).toBe('done')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40e6)
  })

  let tolerant: LocalHooks
  beforeAll(async () => {
    tolerant = await openLocalHooks()
    await mkdir(join(tolerant.dataDir, 'node_modules', 'vitest'), { recursive: true })
  })
  afterAll(() => tolerant.close())
  it.each([
    ['kills its parent', 'process.kill(process.ppid, "SIGKILL")', 'EPERM'],
    ['kills its parent below the surface', 'process._kill(process.ppid, 9)', 'EPERM'],
    ['kills its process group', 'process.kill(0)', 'EPERM'],
    ['debugs its parent', 'process._debugProcess(process.ppid)', 'EPERM'],
    ['slows its parent down', 'require("os").setPriority(process.ppid, 19)', 'EPERM'],
    ['starts a process', 'require("child_process").spawnSync("true")', 'ERR_ACCESS_DENIED'],
    ['forks', 'require("child_process").fork(__filename)', 'ERR_ACCESS_DENIED'],
    ['starts a worker', 'new (require("worker_threads").Worker)(__filename)', 'ERR_ACCESS_DENIED'],
    ['reads other files', 'require("fs").readFileSync("/etc/passwd")', 'ERR_ACCESS_DENIED'],
    ['reads its neighbours', 'require("fs").readdirSync("..")', 'ERR_ACCESS_DENIED'],
    ['writes into its own folder', 'require("fs").writeFileSync("x", "x")', 'ERR_ACCESS_DENIED'],
    ['loads a package of the server', 'require("vitest")', 'MODULE_NOT_FOUND'],
  ])('refuses a hook that %s', async (_, code, refusal) => {
    const { runner, deploy } = tolerant
    const versionArn = await deploy(
      hookOf('try { eval(context.body.code) } catch (e) { cb(null, e.code) }'),
    )
    const event = buildHookEvent({ context: contextWith({ code }) })
    expect(resultOf(await runner.run(versionArn, event))).toBe(refusal)
  })

  it('shows a hook no environment and no place of the server', async () => {
    const { run, deploy } = await open()
    const versionArn = await deploy(
      hookOf('cb(null, [process.env, process.argv, process.execArgv])'),
    )
    expect(resultOf(await run(versionArn))).toEqual([{}, ['node', 'hook'], []])
  })

  it.each([
    ['garbage', 'fs.writeSync(3, "garbage that is no frame")'],
    ['a frame that is no JSON', 'send("nothing")'],
    ['an answer to no event', 'send(JSON.stringify({ id: "x", outcome: {} }))'],
    ['a second greeting', 'send(JSON.stringify({ ready: true }))'],
    ['a frame too large', 'fs.writeSync(3, Buffer.from([0, 0, 0, 1]))'],
    ['an outcome of no known kind', 'send(JSON.stringify({ id: lastId, outcome: { kind: "x" } }))'],
  ])('ends a process that sends %s, with its own event only', async (_, what) => {
    const { run, deploy } = await open()
    const versionArn = await deploy(FORGER(`if (context.body.fail) { ${what} } else cb(null, 1)`))
    const runs = [{ fail: true }, {}, {}].map((body) =>
      run(versionArn, { context: contextWith(body) }),
    )
    const [failed, ...others] = await Promise.all(runs)
    expect(failed).toMatchObject({ kind: 'failed', cause: 'malformed-outcome' })
    expect(others.map(resultOf)).toEqual([1, 1])
  })

  it('ends a process that sends something while it has no event, and half a frame', async () => {
    const { run, count, deploy } = await open()
    const versionArn = await deploy(
      FORGER('cb(null, process.pid); setTimeout(() => fs.writeSync(3, Buffer.alloc(2)), 30)'),
    )
    const first = resultOf(await run(versionArn))
    await until('its end', () => !hookProcesses('').includes(Number(first)))
    expect(resultOf(await run(versionArn))).not.toBe(first)
    expect(count()).toBeGreaterThan(0)
  })

  it('takes the first of two answers and ends the process', async () => {
    const { run, deploy } = await open()
    const forged = `{ kind: 'result', result: process.pid, durationMs: 1, console: [],
      consoleDropped: 0, pending: [] }`
    const versionArn = await deploy(
      FORGER(`const a = JSON.stringify({ id: lastId, outcome: ${forged} }); send(a, a)`),
    )
    const [first, second] = [resultOf(await run(versionArn)), resultOf(await run(versionArn))]
    expect([first, second]).toEqual([expect.any(Number), expect.any(Number)])
    expect(second).not.toBe(first)
  })

  it('survives a hook that closes the channel or answers and exits at once', async () => {
    const { run, deploy } = await open()
    const versionArn = await deploy(
      FORGER(`if (context.body.fail) fs.closeSync(3)
        else { cb(null, 'x'.repeat(900000)); setImmediate(() => process.exit()) }`),
    )
    const [closed, exited] = await Promise.all([
      run(versionArn, { timeoutMs: 2000, context: contextWith({ fail: true }) }),
      run(versionArn, { timeoutMs: 2000 }),
    ])
    expect(closed).toMatchObject({ kind: 'failed', cause: 'exited' })
    expect(['result', 'failed']).toContain(exited.kind)
  })

  it('leaves no process and no descriptor behind when it closes, whatever runs', async () => {
    const descriptors = () => readdirSync('/proc/self/fd').length
    const before = descriptors()
    const { run, count, deploy, runner } = await open()
    const loops = await deploy(hookOf('for (;;);'), 'loops')
    const sleeps = await deploy(SLEEPS, 'sleeps')
    await run(sleeps)
    const runs = [run(loops), run(loops), run(sleeps, sleep(9000))]
    const settled = Promise.allSettled(runs)
    await until('all at work', () => count() > 3)
    await runner.close()
    // Nothing was waited for: not one of them has come to its end.
    const ended = (await settled).map((each) => each.status === 'fulfilled' && each.value.kind)
    expect(ended).not.toContain('result')
    expect(count()).toBe(0)
    expect(descriptors()).toBeLessThanOrEqual(before)
    await expect(run(sleeps)).rejects.toBeInstanceOf(HookCapacityError)
  })

  it('leaves no process behind when the server is killed, not even one in a loop', async () => {
    const { count, dataDir, deploy } = await open()
    const loops = await deploy(hookOf('for (;;);'))
    const server = spawn(process.execPath, ['--input-type=module', '-e', SERVER(dataDir, loops)])
    await until('its processes', () => count() === 2)
    await delay(200)
    server.kill('SIGKILL')
    await once(server, 'exit')
    await until('none', () => count() === 0, 2_000)
  })
})

/** A hook that looks into the entry's socket for the ids of events, and writes frames of its own. */
function FORGER(body: string): string {
  return `
    const fs = require('fs')
    let lastId
    for (const handle of process._getActiveHandles()) {
      for (const key of Object.getOwnPropertySymbols(handle)) {
        if (key.description !== 'kBufferCb') continue
        const receive = handle[key]
        handle[key] = (length, buffer) => {
          lastId = /"id":"([^"]+)/.exec(buffer.toString('latin1', 0, length))?.[1]
          return receive(length, buffer)
        }
      }
    }
    function send(...texts) {
      fs.writeSync(3, Buffer.concat(texts.flatMap((text) => {
        const length = Buffer.alloc(4)
        length.writeUInt32LE(text.length)
        return [length, Buffer.from(text)]
      })))
    }
    ${hookOf(body)}`
}

/** A program that runs an event and never ends by itself. */
function SERVER(dataDir: string, versionArn: string): string {
  const runnerUrl = new URL('../../../local/hooks/process-hook-runner.ts', import.meta.url)
  return `
    import { ProcessHookRunner } from ${JSON.stringify(runnerUrl.href)}
    const runner = new ProcessHookRunner({ dataDir: ${JSON.stringify(dataDir)} })
    await runner.run(${JSON.stringify(versionArn)}, ${JSON.stringify(buildHookEvent({ timeoutMs: 20_000 }))})`
}

async function open(options: Parameters<typeof openLocalHooks>[0] = {}) {
  const hooks = await openLocalHooks(options)
  onTestFinished(() => hooks.close())
  return {
    ...hooks,
    run: (versionArn: string, parts?: Partial<HookEvent>) =>
      hooks.runner.run(versionArn, buildHookEvent(parts)),
    /** Processes of one version, or of all. */
    count: (versionArn = '') => hookProcesses(`${hooks.dataDir}/hooks/${versionArn}`).length,
  }
}

function contextWith(body: HookEvent['context']['body']): HookEvent['context'] {
  return { ...buildHookEvent().context, body }
}

function sleep(ms: number): Partial<HookEvent> {
  return { timeoutMs: 5000, context: contextWith({ ms }) }
}

function resultOf(outcome: HookOutcome): unknown {
  return outcome.kind === 'result' ? outcome.result : outcome
}
