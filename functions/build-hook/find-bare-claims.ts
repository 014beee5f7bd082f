import type { AnyNode, ObjectExpression, Program } from 'acorn'
import { ancestor } from 'acorn-walk'
import { hasNamespace } from '../core/hook-claims.ts'
import { findHookFunction } from './find-hook-function.ts'
import { literalText, memberName } from './literal-text.ts'
import { findScopes } from './script-scopes.ts'

/** How many variables one may be made up of, one from the other. */
const MAX_ROUNDS = 5

/** A variable: its name and where it is declared. */
interface Place {
  name: string
  scope: AnyNode
}

/**
 * The names without a namespace that a script sets on what it passes to its callback, sorted: a
 * best effort that rather misses some than names others.
 */
export function findBareClaims(program: Program): string[] {
  const hook = findHookFunction(program)
  const callback = hook?.params[hook.params.length - 1]
  if (callback?.type !== 'Identifier') return []
  const scopeOf = findScopes(program)
  const claims = new Set<string>()
  const results: Place[] = []

  const take = (value: AnyNode | null | undefined, ancestors: AnyNode[]) => {
    if (value?.type === 'ObjectExpression') takeObject(value, ancestors)
    else if (value?.type === 'Identifier') {
      const place = { name: value.name, scope: scopeOf(value.name, ancestors) }
      if (!isResult(place)) results.push(place)
    } else if (value?.type === 'CallExpression' && isObjectAssign(value.callee)) {
      for (const argument of value.arguments) take(argument, ancestors)
    }
  }
  const takeObject = (object: ObjectExpression, ancestors: AnyNode[]) => {
    for (const property of object.properties) {
      if (property.type === 'SpreadElement') take(property.argument, ancestors)
      else if (!property.computed && property.key.type === 'Identifier') {
        claims.add(property.key.name)
      } else addText(property.key)
    }
  }
  const addText = (key: AnyNode) => {
    const text = literalText(key)
    if (text !== undefined) claims.add(text)
  }
  const isResult = ({ name, scope }: Place) =>
    results.some((result) => result.name === name && result.scope === scope)
  const holdsResult = (node: AnyNode, ancestors: AnyNode[]) =>
    node.type === 'Identifier' &&
    isResult({ name: node.name, scope: scopeOf(node.name, ancestors) })

  ancestor(program, {
    CallExpression(node, _, ancestors) {
      const { callee } = node
      if (callee.type !== 'Identifier' || callee.name !== callback.name) return
      if (scopeOf(callee.name, ancestors) === hook) take(node.arguments[1], ancestors)
    },
  })
  // What makes up one result may be held by another variable: `Object.assign(token, extra)`.
  for (let round = 0, before = -1; round < MAX_ROUNDS && before < results.length; round++) {
    before = results.length
    ancestor(program, {
      VariableDeclarator(node, _, ancestors) {
        if (holdsResult(node.id, ancestors)) take(node.init, ancestors)
      },
      AssignmentExpression({ left, right }, _, ancestors) {
        if (holdsResult(left, ancestors)) take(right, ancestors)
        if (left.type !== 'MemberExpression' || !holdsResult(left.object, ancestors)) return
        const name = memberName(left)
        if (name !== undefined) claims.add(name)
      },
      CallExpression(node, _, ancestors) {
        const [target, ...sources] = node.arguments
        if (!isObjectAssign(node.callee) || !target || !holdsResult(target, ancestors)) return
        for (const source of sources) take(source, ancestors)
      },
    })
  }
  return [...claims].filter(isBare).sort()
}

function isObjectAssign(callee: AnyNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    memberName(callee) === 'assign'
  )
}

function isBare(name: string): boolean {
  return name !== 'scope' && !hasNamespace(name)
}
