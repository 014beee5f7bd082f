import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildFunctions } from '../../../build/functions.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the bundles are, with esbuild for this machine. */
    functionsDir: string
  }
}

/** Builds the functions for all test files together. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'hookmint-bundles-'))
  await buildFunctions({ outDir, platform: 'installed' })
  project.provide('functionsDir', join(outDir, 'functions'))
  return () => rm(outDir, { recursive: true, force: true })
}
