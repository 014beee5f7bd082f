import { type Program, parse } from 'acorn'

export type ScriptFormat = 'commonjs' | 'module'

/** The syntax tree of a script, or undefined where the engine reads what this parser does not. */
export function parseScript(script: string, format: ScriptFormat): Program | undefined {
  try {
    return parse(script, {
      ecmaVersion: 'latest',
      sourceType: format === 'module' ? 'module' : 'script',
      allowReturnOutsideFunction: format === 'commonjs',
      allowHashBang: true,
    })
  } catch {
    return undefined
  }
}
