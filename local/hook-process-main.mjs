/**
 * The entry of a hook's child process. Plain JavaScript that needs no file but itself and the
 * version's folder, which is the working directory. It takes the channel to the server (file
 * descriptor 3), removes what could reach other processes, and only then loads the version.
 *
 * Frames both ways: length in bytes (32 bits, little-endian), then JSON. First out is
 * `{ready: true}`; from then on each `{id, event}` is answered with `{id, outcome}`.
 */
import fs from 'node:fs'
import Module, { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import os from 'node:os'
import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'

const CHANNEL = 3
const HEADER_BYTES = 4

// Taken before a script can replace them.
const { parse, stringify } = JSON
const { allocUnsafe, byteLength, concat } = Buffer
const { apply } = Reflect
const { writeSync } = fs
const { then } = Promise.prototype
const ownPid = process.pid
const folder = process.cwd() + sep

const kill = process.kill.bind(process)
const { _kill, _debugProcess, _debugEnd } = process
const { SIGKILL } = os.constants.signals
const end = () => _kill(ownPid, SIGKILL)

stayAmongItself()
forgetPlaces()
const channel = new Socket({ fd: CHANNEL, readable: true, writable: true })
const write = channel.write.bind(channel)
channel.on('end', end).on('close', end).on('error', end)

// The rest of a frame that has not arrived whole.
let rest = allocUnsafe(0)
let handler

channel.on('data', (chunk) => {
  rest = rest.length === 0 ? chunk : concat([rest, chunk])
  if (rest.length < HEADER_BYTES) return
  const length = rest.readUInt32LE(0)
  if (rest.length < HEADER_BYTES + length) return
  const { id, event } = parse(rest.utf8Slice(HEADER_BYTES, HEADER_BYTES + length))
  rest = rest.subarray(HEADER_BYTES + length)
  apply(then, handler(event), [(outcome) => answer(id, outcome), end])
})

;({ handler } = await import(pathToFileURL(`${folder}index.mjs`).href))
send('{"ready":true}')

function answer(id, outcome) {
  try {
    send(`{"id":"${id}","outcome":${stringify(outcome)}}`)
  } catch {
    end()
  }
}

/** One frame in one write, past the stream unless it is too large for the kernel's buffer. */
function send(text) {
  const length = byteLength(text)
  const frame = allocUnsafe(HEADER_BYTES + length)
  frame.writeUInt32LE(length, 0)
  frame.utf8Write(text, HEADER_BYTES, length)
  let sent = 0
  try {
    sent = writeSync(CHANNEL, frame)
  } catch (error) {
    if (error.code !== 'EAGAIN') throw error
  }
  if (sent < frame.length) write(frame.subarray(sent))
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
