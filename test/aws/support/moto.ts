import { spawnSync } from 'node:child_process'
import { useEmulatedAccount } from './emulated-account.ts'
import { type Emulator, startEmulator } from './start-emulator.ts'

/** What moto lacks on this machine, if anything. */
export function missingForMoto(): string | undefined {
  const { status } = spawnSync('python3', ['-c', 'import moto.server, flask'])
  return status === 0 ? undefined : 'no moto for python3'
}

/** moto, which emulates Secrets Manager and CloudWatch Logs. */
export function startMoto(): Promise<Emulator> {
  useEmulatedAccount()
  return startEmulator('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    port: /http:\/\/127\.0\.0\.1:(\d+)/,
  })
}
