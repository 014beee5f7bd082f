import type { AnyNode, Program } from 'acorn'
import { full } from 'acorn-walk'
import { memberName } from './literal-text.ts'
import { type FunctionNode, isFunction } from './script-scopes.ts'

/** The function that a script exports: itself, or by the name of a function or variable. */
export function findHookFunction(program: Program): FunctionNode | undefined {
  const named = new Map<string, FunctionNode>()
  let exported: AnyNode | undefined
  full(program, (node) => {
    const { type } = node as AnyNode
    if (type === 'FunctionDeclaration') {
      const declared = node as FunctionNode
      if (declared.id) named.set(declared.id.name, declared)
    }
  })
  full(program, (visited) => {
    const node = visited as AnyNode
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      if (isFunction(node.init)) named.set(node.id.name, node.init)
    } else if (node.type === 'ExportDefaultDeclaration') {
      exported = node.declaration
    } else if (node.type === 'AssignmentExpression' && isExport(node.left)) {
      exported = lastRight(node)
    }
  })
  if (exported?.type === 'Identifier') return named.get(exported.name)
  return isFunction(exported) ? exported : undefined
}

/** `module.exports`, `module.exports.default`, `exports.default` */
function isExport(left: AnyNode): boolean {
  if (left.type !== 'MemberExpression') return false
  const name = memberName(left)
  if (left.object.type === 'Identifier') {
    return left.object.name === 'module'
      ? name === 'exports'
      : isExportsDefault(left.object.name, name)
  }
  return name === 'default' && isExport(left.object)
}

function isExportsDefault(object: string, name: string | undefined): boolean {
  return object === 'exports' && name === 'default'
}

/** The function of `module.exports = exports = function () {}`. */
function lastRight(node: AnyNode): AnyNode {
  return node.type === 'AssignmentExpression' ? lastRight(node.right) : node
}
