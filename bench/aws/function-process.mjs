/**
 * A process with one function in it, started as Lambda starts one: nothing of the function is loaded
 * before. Argument: its module. Plain JavaScript, so that nothing has to be translated first.
 *
 * First out is `{initMs, initCpuMs, loadCpuMs}`; then each event that comes in is answered with
 * `{result, eventMs, cpuMs, printedBytes}`.
 */
import { Socket } from 'node:net'
import { pathToFileURL } from 'node:url'

let printedBytes = 0
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (chunk, ...rest) => {
  printedBytes += Buffer.byteLength(chunk)
  // What Lambda would take to its log nobody reads here.
  return write('', ...rest.filter((argument) => typeof argument === 'function'))
}

const startedAt = performance.now()
const startCpu = process.threadCpuUsage()
let loadCpuMs
const { connect } = Socket.prototype
Socket.prototype.connect = function (...given) {
  loadCpuMs ??= mainMsSince(startCpu)
  return connect.apply(this, given)
}
const { handler } = await import(pathToFileURL(process.argv[2]).href).catch(giveUp)
const initCpuMs = mainMsSince(startCpu)
loadCpuMs ??= initCpuMs
process.send({ initMs: performance.now() - startedAt, initCpuMs, loadCpuMs })

process.on('message', async (event) => {
  printedBytes = 0
  const cpu = process.cpuUsage()
  const cameAt = performance.now()
  const result = await handler(event).catch(giveUp)
  const eventMs = performance.now() - cameAt
  process.send({ result, eventMs, cpuMs: cpuMsSince(cpu), printedBytes })
})

function mainMsSince(before) {
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

function cpuMsSince(before) {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Without the line of code that Node shows: in a bundle it is the whole bundle. */
function giveUp(error) {
  process.stderr.write(`${error}\n`)
  process.exit(1)
}
