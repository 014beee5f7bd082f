import { inspect } from 'node:util'

/**
 * The ways in which a secret may stand in a text, found apart from the code that hides them: raw,
 * inspected, in JSON (also within JSON), in URLs, and in base64 alone or inside a longer text.
 */
function formsOf(secret: string): string[] {
  const json = (text: string) => JSON.stringify(text).slice(1, -1)
  const encoded = ['base64', 'base64url'] as const
  const base64 = encoded.flatMap((encoding) =>
    ['', '-', '--'].map((before) => {
      const text = Buffer.from(before + secret).toString(encoding)
      // Characters that hold bits of what stands before or after belong to neither.
      return text.slice(before === '' ? 0 : before.length + 1, Math.floor(text.length / 4) * 4 - 4)
    }),
  )
  const lines = secret.split('\n').filter((line) => line.length >= 16)
  const inspected = inspect(secret, { breakLength: Number.POSITIVE_INFINITY }).slice(1, -1)
  const plain = [secret, inspected, encodeURIComponent(secret), ...base64, ...lines]
  return [...new Set(plain.flatMap((form) => [form, json(form), json(json(form))]))]
}

/** Which secrets stand in which texts, by their names. */
export function findSecrets(
  secrets: Record<string, string>,
  texts: ReadonlyMap<string, string>,
): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const forms = formsOf(secret)
    return [...texts]
      .filter(([, text]) => forms.some((form) => text.includes(form)))
      .map(([where]) => `${name} in ${where}`)
  })
}
