/** A text's first characters, with `…` for what is left out. */
export function cutText(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, characters)}…` : text
}
