import type { HookPackage, HookSource } from '../hook-model.ts'

/** A built hook: deterministic for its input and its lock. */
export interface BuiltHook {
  /** Relative path to content. */
  files: Map<string, Uint8Array>
  /** SHA-256 over paths and contents, hex. */
  codeSha: string
  /** The packages that the script itself requires, with what was taken for each. */
  packages: HookPackage[]
  /** The whole tree of packages as the text of a package-lock.json; absent when there are none. */
  lock?: string
  /** Names of claims that the script sets, as far as its text shows, without a namespace. */
  bareClaims: string[]
  /** What its author should know: undeclared packages and the like. */
  warnings: string[]
}

/** Turns a script and its dependencies into files; runs none of it. */
export interface HookBuilder {
  /**
   * With the `lock` of an earlier build the packages are those of that build.
   * Throws `HookBuildError`, with line and column of a syntax error.
   */
  build(source: HookSource): Promise<BuiltHook>
  /** Only what needs no package: throws `HookBuildError` for a script that cannot be parsed or is too large. */
  checkSyntax(script: string): Promise<void>
}
