import { spawn } from 'node:child_process'
import { once } from 'node:events'

const START_MS = 90_000

export interface Emulator {
  endpoint: string
  stop: () => Promise<void>
}

/** Starts a program and waits until it prints its port, which `port` finds. */
export async function startEmulator(
  command: string,
  args: readonly string[],
  { cwd, port }: { cwd?: string; port: RegExp },
): Promise<Emulator> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  const found = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It did not start in time')), START_MS)
    const look = (chunk: Buffer) => {
      printed = (printed + chunk).slice(-10_000)
      const number = port.exec(printed)?.[1]
      if (number !== undefined) resolve(number)
      if (number !== undefined) clearTimeout(timer)
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`It ended with ${code}`)))
  })
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null || !child.kill('SIGKILL')) return
    await once(child, 'exit')
  }
  try {
    return { endpoint: `http://127.0.0.1:${await found}`, stop }
  } catch (error) {
    await stop()
    throw new Error(`${command} is no emulator: ${printed}`, { cause: error })
  }
}
