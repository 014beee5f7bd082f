import { compileFunction } from 'node:vm'
import { HookBuildError } from '../core/errors.ts'
import { checkModuleSyntax } from './check-module-syntax.ts'
import { parseSyntaxFault, type SyntaxFault } from './parse-syntax-fault.ts'

/** The parameters around every CommonJS module: they make `return` and `require` valid. */
const WRAPPER = ['exports', 'require', 'module', '__filename', '__dirname']

/** How V8 words a module's syntax met in a CommonJS script. */
const LOOKS_LIKE_MODULE =
  /import statement outside|'import\.meta' outside|token 'export'|await is only valid/

/**
 * Whether a script is sloppy CommonJS or, read so, invalid but a valid ES module. It is parsed by
 * the engine that will run it, and does not run. Throws `HookBuildError` with the fault's place.
 */
export async function checkSyntax(script: string): Promise<'commonjs' | 'module'> {
  const fault = findCommonJsFault(script)
  if (!fault) return 'commonjs'
  const moduleFault = await checkModuleSyntax(script)
  if (!moduleFault) return 'module'
  const { message, place } = LOOKS_LIKE_MODULE.test(fault.message) ? moduleFault : fault
  throw new HookBuildError(message, place)
}

function findCommonJsFault(script: string): SyntaxFault | undefined {
  try {
    compileFunction(script, WRAPPER, { filename: 'hook.cjs' })
    return undefined
  } catch (error) {
    if (error instanceof Error && error.name === 'SyntaxError') {
      return parseSyntaxFault(error.stack ?? error.message)
    }
    throw error
  }
}
