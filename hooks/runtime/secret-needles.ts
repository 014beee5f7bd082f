import { HOOK_LIMITS } from './contract.ts'
import { keysOf, sort } from './primordials.ts'
import { type SecretForm, secretForms } from './secret-forms.ts'

/** A text to look for, and the secret that it gives away. */
export interface Needle extends SecretForm {
  name: string
}

/** The needles of a set of secrets, the longest first. */
export interface Needles {
  list: Needle[]
  longest: number
}

let lastSecrets: Record<string, string> = {}
let lastNeedles: Needles = { list: [], longest: 0 }

/** The needles of the secrets; made anew only when the secrets differ from the last ones. */
export function secretNeedles(secrets: Record<string, string>): Needles {
  if (!sameSecrets(secrets, lastSecrets)) {
    lastNeedles = makeNeedles(secrets)
    lastSecrets = { ...secrets }
  }
  return lastNeedles
}

function makeNeedles(secrets: Record<string, string>): Needles {
  const list: Needle[] = []
  const names = keysOf(secrets)
  for (let n = 0; n < names.length; n++) {
    const name = names[n] ?? ''
    const value = secrets[name] ?? ''
    if (value.length < HOOK_LIMITS.redactedSecretMinCharacters) continue
    const forms = secretForms(value)
    for (let f = 0; f < forms.length; f++) {
      const form = forms[f]
      if (form && !contains(list, form)) list[list.length] = { ...form, name }
    }
  }
  sort(list, (a, b) => b.text.length - a.text.length)
  return { list, longest: list[0]?.text.length ?? 0 }
}

function contains(list: Needle[], form: SecretForm): boolean {
  for (let i = 0; i < list.length; i++) {
    const known = list[i]
    if (known?.text === form.text && known.before >= form.before && known.after >= form.after) {
      return true
    }
  }
  return false
}

function sameSecrets(a: Record<string, string>, b: Record<string, string>): boolean {
  if (a === b) return true
  const names = keysOf(a)
  if (names.length !== keysOf(b).length) return false
  for (let n = 0; n < names.length; n++) {
    const name = names[n] ?? ''
    if (a[name] !== b[name]) return false
  }
  return true
}
