import { inspect } from 'node:util'
import { base64, encodeUri, indexOf, slice, stringifyJson, trim } from './primordials.ts'

/** A text that gives a secret away. */
export interface SecretForm {
  text: string
  /** Characters before and after it that hold a few bits of the secret: 0 or 1. */
  before: number
  after: number
}

/** Shorter lines of a secret with several lines are not looked for by themselves. */
const MIN_LINE_CHARACTERS = 16

/** The ways in which a secret is commonly written; some may be equal. */
export function secretForms(value: string): SecretForm[] {
  const forms = [
    exactly(value),
    exactly(unquote(stringifyJson(value) ?? '')),
    exactly(unquote(inspect(value, { breakLength: Number.POSITIVE_INFINITY }))),
  ]
  addBase64Forms(value, forms)
  try {
    forms[forms.length] = exactly(encodeUri(value))
  } catch {
    // A lone surrogate has no URI form.
  }
  addLines(value, forms)
  return forms
}

const exactly = (text: string): SecretForm => ({ text, before: 0, after: 0 })
const unquote = (quoted: string): string => slice(quoted, 1, -1)

/**
 * Base64 without padding: of the value alone, and the characters that are always the same when it
 * stands inside a longer text, as in `id:secret`, at each of the three possible offsets.
 */
function addBase64Forms(value: string, forms: SecretForm[]): void {
  for (let offset = 0; offset < 3; offset++) {
    const encoded = base64(slice('--', 0, offset) + value)
    const padding = indexOf(encoded, '=')
    const end = padding < 0 ? encoded.length : padding
    const before = offset > 0 ? 1 : 0
    const after = padding < 0 ? 0 : 1
    if (offset === 0) addBothAlphabets({ text: slice(encoded, 0, end), before, after: 0 }, forms)
    const text = slice(encoded, offset > 0 ? offset + 1 : 0, end - after)
    addBothAlphabets({ text, before, after }, forms)
  }
}

function addBothAlphabets(form: SecretForm, forms: SecretForm[]): void {
  let url = ''
  for (let i = 0; i < form.text.length; i++) {
    const character = form.text[i] ?? ''
    url += character === '+' ? '-' : character === '/' ? '_' : character
  }
  forms[forms.length] = form
  if (url !== form.text) forms[forms.length] = { ...form, text: url }
}

/** `util.inspect` prints a long text of several lines, a PEM key say, line by line. */
function addLines(value: string, forms: SecretForm[]): void {
  let start = 0
  let newline = indexOf(value, '\n')
  while (newline >= 0) {
    addLine(slice(value, start, newline), forms)
    start = newline + 1
    newline = indexOf(value, '\n', start)
  }
  if (start > 0) addLine(slice(value, start), forms)
}

function addLine(line: string, forms: SecretForm[]): void {
  const text = trim(line)
  if (text.length >= MIN_LINE_CHARACTERS) forms[forms.length] = exactly(text)
}
