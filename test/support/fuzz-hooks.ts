import { createHash } from 'node:crypto'
import { Script } from 'node:vm'
import { HookBuildError, HookVersionGone, SecretsGone } from '../../functions/core/errors.ts'
import type { DraftRunner } from '../../functions/core/ports/draft-runner.ts'
import type { HookBuilder } from '../../functions/core/ports/hook-builder.ts'
import type { HookDeployer } from '../../functions/core/ports/hook-deployer.ts'
import type { HookRunner } from '../../functions/core/ports/hook-runner.ts'
import type { SecretStore } from '../../functions/core/ports/secret-store.ts'
import type { HookOutcome } from '../../hooks/runtime/contract.ts'

const REPORT = { durationMs: 1, console: [], consoleDropped: 0, pending: [] }

/** The ports of a hook's life in memory: nothing of a script runs, but it is read. */
export function memoryHooks() {
  const scripts = new Map<string, string>()
  const deployer: HookDeployer = {
    runtimeSha: sha('runtime'),
    async deploy(hookId, { codeSha, files }) {
      const versionArn = `${hookId}/${codeSha.slice(0, 32)}`
      scripts.set(versionArn, Buffer.from(files.get('hook.cjs') ?? []).toString())
      return { versionArn, runtimeSha: this.runtimeSha }
    },
    isDeployed: async ({ versionArn }) => scripts.has(versionArn),
    isLost: async () => false,
    async keepOnly(hookId, versionArns) {
      for (const arn of scripts.keys()) {
        if (arn.startsWith(`${hookId}/`) && !versionArns.includes(arn)) scripts.delete(arn)
      }
    },
    async remove(hookId) {
      await this.keepOnly(hookId, [])
    },
  }
  const runner: HookRunner = {
    async run(versionArn) {
      return outcomeOf(scripts.get(versionArn), versionArn)
    },
    async probe(versionArn) {
      const outcome = outcomeOf(scripts.get(versionArn), versionArn)
      return outcome.kind === 'result' ? { kind: 'probed', ...REPORT } : outcome
    },
  }
  const drafts: DraftRunner = {
    async run({ files }) {
      return outcomeOf(Buffer.from(files.get('hook.cjs') ?? []).toString(), 'draft')
    },
  }
  return { builder, deployer, runner, drafts, secrets: memorySecrets() }
}

const builder: HookBuilder = {
  async build({ script }) {
    await this.checkSyntax(script)
    const files = new Map([['hook.cjs', Buffer.from(script)]])
    return { files, codeSha: sha(script), packages: [], bareClaims: [], warnings: [] }
  },
  async checkSyntax(script) {
    try {
      new Script(`(function () {${script}\n})`)
    } catch (error) {
      throw new HookBuildError(String(error), { line: 1, column: 1 })
    }
  },
}

function outcomeOf(script: string | undefined, versionArn: string): HookOutcome {
  if (script === undefined) throw new HookVersionGone(versionArn)
  return script.includes('module.exports')
    ? { kind: 'result', result: { scope: ['read:data'], name: 'x' }, ...REPORT }
    : { kind: 'failed', cause: 'no-function', ...REPORT }
}

function memorySecrets(): SecretStore {
  const stored = new Map<string, Record<string, string>>()
  return {
    async read(hookId, versionId) {
      const secrets = stored.get(`${hookId}/${versionId}`)
      if (secrets === undefined) throw new SecretsGone(hookId, versionId)
      return { ...secrets }
    },
    async write(hookId, secrets, requestToken) {
      const place = `${hookId}/${requestToken}`
      if (!stored.has(place)) stored.set(place, { ...secrets })
      return { versionId: requestToken }
    },
    async keepOnly(hookId, versionId) {
      const written = placesOf(hookId)
      const older = written.slice(0, Math.max(written.indexOf(`${hookId}/${versionId}`), 0))
      for (const place of older) stored.delete(place)
    },
    async removeVersion(hookId, versionId) {
      stored.delete(`${hookId}/${versionId}`)
    },
    async remove(hookId) {
      for (const place of placesOf(hookId)) stored.delete(place)
    },
  }

  /** In the order in which they were written. */
  function placesOf(hookId: string): string[] {
    return [...stored.keys()].filter((place) => place.startsWith(`${hookId}/`))
  }
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
