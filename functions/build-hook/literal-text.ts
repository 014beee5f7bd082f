import type { AnyNode, MemberExpression } from 'acorn'

/** The text of a string literal, or of a template without expressions. */
export function literalText(node: AnyNode | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined
  return node.quasis[0]?.value.cooked ?? undefined
}

/** The `b` of `a.b` and `a['b']`. */
export function memberName(node: MemberExpression): string | undefined {
  if (node.computed) return literalText(node.property)
  return node.property.type === 'Identifier' ? node.property.name : undefined
}
