import type { AnyNode, ImportDeclaration, Program } from 'acorn'
import { ancestor } from 'acorn-walk'
import { literalText, memberName } from './literal-text.ts'
import { type PackageRequest, parsePackageRequest } from './parse-package-request.ts'
import { findScopes } from './script-scopes.ts'

/** A package's module as a script requires it. */
export interface RequiredModule extends PackageRequest {
  /** Absent unless it is imported: the names that the import takes, as far as the text shows. */
  names?: string[]
}

/**
 * The packages that a script requires or imports by literal names, in their order. A `require`
 * that is a function's own parameter, as in bundled scripts, is not Node's.
 */
export function findRequiredPackages(program: Program): RequiredModule[] {
  const found: RequiredModule[] = []
  const scopeOf = findScopes(program)
  const members = findMembers(program)
  const add = (source: AnyNode | null | undefined, names?: string[]) => {
    const request = parsePackageRequest(literalText(source) ?? '')
    if (request) found.push(names ? { ...request, names } : request)
  }
  ancestor(program, {
    CallExpression(node, _, ancestors) {
      if (isRequire(node.callee) && scopeOf('require', ancestors) === program) {
        add(node.arguments[0])
      }
    },
    ImportExpression: (node) => add(node.source, []),
    ImportDeclaration: (node) => add(node.source, importedNames(node, members)),
    ExportAllDeclaration: (node) => add(node.source, []),
    ExportNamedDeclaration(node) {
      if (node.source)
        add(
          node.source,
          node.specifiers.map(({ local }) => nameOf(local)),
        )
    },
  })
  return found
}

/** `require`, `require.resolve`, `module.require` */
function isRequire(callee: AnyNode): boolean {
  if (callee.type === 'Identifier') return callee.name === 'require'
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false
  const path = `${callee.object.name}.${memberName(callee)}`
  return path === 'require.resolve' || path === 'module.require'
}

/** With `import * as x`, every `x.name` of the script. */
function importedNames(node: ImportDeclaration, members: Map<string, string[]>): string[] {
  return node.specifiers.flatMap((specifier) => {
    if (specifier.type === 'ImportSpecifier') return [nameOf(specifier.imported)]
    if (specifier.type === 'ImportDefaultSpecifier') return []
    return members.get(specifier.local.name) ?? []
  })
}

function findMembers(program: Program): Map<string, string[]> {
  const members = new Map<string, string[]>()
  ancestor(program, {
    MemberExpression(node) {
      const name = memberName(node)
      if (node.object.type !== 'Identifier' || name === undefined) return
      const known = members.get(node.object.name)
      if (known) known.push(name)
      else members.set(node.object.name, [name])
    },
  })
  return members
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.type === 'Identifier' ? (node.name ?? '') : String(node.value)
}
