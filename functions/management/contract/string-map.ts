import * as v from 'valibot'

/** Names that are no names: an object cannot have them as properties of its own everywhere. */
const RESERVED = ['__proto__', 'constructor', 'prototype']

/** An object of strings, every property of which is kept; an array is none. */
export function stringMap<const K extends v.GenericSchema<string, string>>(
  key: K,
  value: v.GenericSchema<string, string>,
  message: string,
) {
  const hasOnlyNames = (input: unknown) =>
    typeof input !== 'object' ||
    input === null ||
    (!Array.isArray(input) && !RESERVED.some((reserved) => Object.hasOwn(input, reserved)))
  return v.intersect([v.record(key, value, message), v.custom<unknown>(hasOnlyNames, message)])
}
