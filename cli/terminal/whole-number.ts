import { InvalidArgumentError } from '@commander-js/extra-typings'

/** Reads an option's value; throws for what is no whole number from 0 on. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
