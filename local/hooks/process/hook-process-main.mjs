/**
 * The entry of a hook's child process. Plain JavaScript that needs no file but itself and the
 * version's folder, which is the working directory. It takes the channel to the server (file
 * descriptor 3), removes what could reach other processes, and only then loads the version.
 *
 * Frames both ways: length in bytes (32 bits, little-endian), then JSON. First out is
 * `{ready: true}`; from then on each batch `{startBy, events: [{id, event}]}` is answered, event by
 * event, with `{id, outcome}`. The batch is read whole before its first event starts, and none but
 * the first starts unless the answer to the one before is out and `startBy` (milliseconds of the
 * monotonic clock) is still to come, in this order: the server relies on it. Else the first that is
 * not started is answered with `{id, dropped: true}`, and the rest not at all.
 */
import fs from 'node:fs'
import Module, { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import os from 'node:os'
import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'

const CHANNEL = 3
const HEADER_BYTES = 4
const READ_BYTES = 64 * 1024

// Taken before a script can replace them.
const { parse, stringify } = JSON
const { allocUnsafe, byteLength, concat } = Buffer
const { fill, subarray, utf8Slice, utf8Write } = Buffer.prototype
const { apply } = Reflect
const { writeSync } = fs
const { then } = Promise.prototype
const now = process.hrtime.bigint
const ownPid = process.pid
const folder = process.cwd() + sep

const kill = process.kill.bind(process)
const { _kill, _debugProcess, _debugEnd } = process
const { SIGKILL } = os.constants.signals
const end = () => _kill(ownPid, SIGKILL)

stayAmongItself()
forgetPlaces()
const buffer = allocUnsafe(READ_BYTES)
const channel = new Socket({
  fd: CHANNEL,
  readable: true,
  writable: true,
  onread: { buffer, callback: receive },
})
const write = channel.write.bind(channel)
channel.on('end', end).on('close', end).on('error', end)

const none = allocUnsafe(0)
/** The rest of a frame that has not arrived whole. */
let rest = none
/** Frames that the stream still has. */
let unsent = 0
let handler

;({ handler } = await import(pathToFileURL(`${folder}index.mjs`).href))
send('{"ready":true}')

/** Nothing of a batch stays where a script could read it. */
function receive(bytes) {
  const chunk = apply(subarray, buffer, [0, bytes])
  const before = rest
  rest = concat([before, chunk])
  apply(fill, before, [0])
  apply(fill, chunk, [0])
  if (rest.length < HEADER_BYTES) return
  const length = readLength(rest)
  if (rest.length < HEADER_BYTES + length) return
  const batch = parse(apply(utf8Slice, rest, [HEADER_BYTES, HEADER_BYTES + length]))
  apply(fill, rest, [0])
  rest = none
  run(batch, 0)
}

function run(batch, place) {
  const { id, event } = batch.events[place]
  apply(then, handler(event), [
    (outcome) => {
      const isOut = answer(id, outcome)
      if (place + 1 < batch.events.length) goOn(batch, place + 1, isOut && isPlain(outcome))
    },
    end,
  ])
}

/** The clock is read last: what it allows, the server may have to know from the answers alone. */
function goOn(batch, place, isSound) {
  if (isSound && now() < batch.startBy * 1e6) run(batch, place)
  else send(`{"id":"${batch.events[place].id}","dropped":true}`)
}

/** Says whether the kernel has all of it. */
function answer(id, outcome) {
  try {
    return send(`{"id":"${id}","outcome":${stringify(outcome)}}`)
  } catch {
    return end()
  }
}

/** A script that changes how objects are written spoils the answers of others, too. */
function isPlain(outcome) {
  return outcome.toJSON === undefined && outcome.console.toJSON === undefined
}

/**
 * One frame in one write, past the stream unless the kernel's buffer is full. Says whether the
 * kernel has all of it.
 */
function send(text) {
  const length = byteLength(text)
  const frame = allocUnsafe(HEADER_BYTES + length)
  writeLength(frame, length)
  apply(utf8Write, frame, [text, HEADER_BYTES, length])
  const sent = unsent === 0 ? sendAtOnce(frame) : 0
  if (sent === length + HEADER_BYTES) return true
  unsent += 1
  write(apply(subarray, frame, [sent]), () => {
    unsent -= 1
  })
  return false
}

function sendAtOnce(frame) {
  try {
    return writeSync(CHANNEL, frame)
  } catch (error) {
    if (error.code !== 'EAGAIN') throw error
    return 0
  }
}

function readLength(frame) {
  return frame[0] + frame[1] * 2 ** 8 + frame[2] * 2 ** 16 + frame[3] * 2 ** 24
}

function writeLength(frame, length) {
  frame[0] = length & 255
  frame[1] = (length >> 8) & 255
  frame[2] = (length >> 16) & 255
  frame[3] = (length >> 24) & 255
}

/** Signals and priorities of other processes, the server's above all, are none of a hook's business. */
function stayAmongItself() {
  const { setPriority } = os
  process.kill = (pid, signal) => {
    requireOwn(pid, 'kill')
    return kill(ownPid, signal)
  }
  process._kill = (pid, signal) => {
    requireOwn(pid, 'kill')
    return _kill(ownPid, signal)
  }
  process._debugProcess = (pid) => {
    requireOwn(pid, 'kill')
    return _debugProcess(ownPid)
  }
  process._debugEnd = (pid) => {
    requireOwn(pid, 'kill')
    return _debugEnd(ownPid)
  }
  os.setPriority = (...args) => {
    if (args.length > 1 && args[0] !== 0) requireOwn(args[0], 'uv_os_setpriority')
    return setPriority(args[args.length - 1])
  }
  syncBuiltinESMExports()
}

function requireOwn(pid, syscall) {
  if (pid === ownPid) return
  const error = new Error(`${syscall} EPERM`)
  throw Object.assign(error, { errno: -os.constants.errno.EPERM, code: 'EPERM', syscall })
}

/**
 * A package that is not there is not found, instead of refused access to the folders around the
 * version; nothing that a hook prints tells where the server lies, and no title what it knows.
 */
function forgetPlaces() {
  const lookup = Module._nodeModulePaths
  Module._nodeModulePaths = (from) => lookup(from).filter((path) => path.startsWith(folder))
  Module.globalPaths.length = 0
  // Every user of the machine sees the real one. A value in its place would become the real one.
  let title = 'hook'
  const set = (text) => {
    title = `${text}`
  }
  Object.defineProperty(process, 'title', { get: () => title, set, enumerable: true })
  process.argv = ['node', 'hook']
  process.execArgv = []
}
