import type {
  AnonymousFunctionDeclaration,
  AnyNode,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Function as FunctionParts,
  Pattern,
  Program,
} from 'acorn'
import { ancestor } from 'acorn-walk'

export type FunctionNode =
  | AnonymousFunctionDeclaration
  | ArrowFunctionExpression
  | FunctionDeclaration
  | FunctionExpression

/** Where names are declared: a function, or the script as a whole. */
export type Scope = FunctionNode | Program

export type ScopeOf = (name: string, ancestors: readonly AnyNode[]) => Scope

/**
 * Finds for a name, with the nodes around it, the innermost function that declares it, or else the
 * script. Blocks are not told apart.
 */
export function findScopes(program: Program): ScopeOf {
  const names = new Map<AnyNode, Set<string>>()
  const declare = (scope: AnyNode, name: string) => {
    const declared = names.get(scope)
    if (declared) declared.add(name)
    else names.set(scope, new Set([name]))
  }
  const declareFunction = (node: FunctionParts, _: unknown, ancestors: AnyNode[]) => {
    const own = scopeAround(ancestors, program)
    for (const param of node.params) for (const name of namesOf(param)) declare(own, name)
    if (!node.id) return
    const outer = own.type === 'FunctionDeclaration' ? ancestors.slice(0, -1) : ancestors
    declare(scopeAround(outer, program), node.id.name)
  }
  ancestor(program, {
    Function: declareFunction,
    VariableDeclarator(node, _, ancestors) {
      for (const name of namesOf(node.id)) declare(scopeAround(ancestors, program), name)
    },
  })
  return (name, ancestors) =>
    ancestors.findLast((node): node is Scope => isScope(node) && !!names.get(node)?.has(name)) ??
    program
}

function scopeAround(ancestors: readonly AnyNode[], program: Program): Scope {
  return ancestors.findLast(isScope) ?? program
}

function isScope(node: AnyNode): node is Scope {
  return node.type === 'Program' || isFunction(node)
}

export function isFunction(node: AnyNode | null | undefined): node is FunctionNode {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(
    node?.type ?? '',
  )
}

/** The names that a parameter or the left side of a declaration introduces. */
function namesOf(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'AssignmentPattern':
      return namesOf(pattern.left)
    case 'RestElement':
      return namesOf(pattern.argument)
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'Property' ? namesOf(property.value) : namesOf(property.argument),
      )
    default:
      return []
  }
}
