import {
  type Ending,
  type EnvironmentPlan,
  type LambdaEnvironment,
  startEnvironment,
} from './lambda-environment.ts'

/** At a time, of all functions: others wait, for this machine is smaller than Lambda. */
const MOST_BUSY = 4
/** Environments without an event that are kept, the latest used. */
const MOST_IDLE = 4

/** Runs events: each environment has one at a time. */
export interface LambdaEnvironments {
  /** Ends early, without an answer that anybody hears, when the caller has hung up. */
  run(key: string, plan: EnvironmentPlan, call: EventCall): Promise<Ending>
  /** No event of the version begins any more in an environment that is there. */
  forget(key: string): void
  close(): void
}

export interface EventCall {
  requestId: string
  event: unknown
  hungUp: AbortSignal
}

export function createEnvironments(): LambdaEnvironments {
  const idle: { key: string; environment: LambdaEnvironment }[] = []
  const busy = new Set<LambdaEnvironment>()
  const waiting: (() => void)[] = []
  let places = MOST_BUSY

  async function enter(): Promise<void> {
    if (places > 0) places--
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else places++
  }

  function take(key: string, plan: EnvironmentPlan): LambdaEnvironment {
    const at = idle.findLastIndex((one) => one.key === key && one.environment.isAlive)
    const [found] = at < 0 ? [] : idle.splice(at, 1)
    return found?.environment ?? startEnvironment(plan)
  }

  return {
    async run(key, plan, { requestId, event, hungUp }) {
      await enter()
      const environment = take(key, plan)
      busy.add(environment)
      // Lambda lets it run on; here that would only take time from what comes next.
      const end = () => environment.kill()
      hungUp.addEventListener('abort', end)
      try {
        return await environment.run(requestId, event)
      } finally {
        hungUp.removeEventListener('abort', end)
        busy.delete(environment)
        if (environment.isAlive) idle.push({ key, environment })
        for (const old of idle.splice(0, Math.max(0, idle.length - MOST_IDLE))) {
          old.environment.kill()
        }
        leave()
      }
    },
    forget(key) {
      for (const one of idle.filter((known) => known.key === key)) {
        one.environment.kill()
        idle.splice(idle.indexOf(one), 1)
      }
    },
    close() {
      for (const { environment } of idle) environment.kill()
      for (const environment of busy) environment.kill()
    },
  }
}
