const NAMES = ['InvalidScopeError', 'InvalidRequestError', 'ServerError'] as const

/**
 * Defines the three error classes with which a hook refuses a token, as globals that scripts know
 * without `require`. What counts later is an error's `name`, so subclasses and imitations work.
 */
export function defineErrorGlobals(): void {
  for (const name of NAMES) {
    if (name in globalThis) continue
    const ErrorClass = class extends Error {}
    Object.defineProperty(ErrorClass, 'name', { value: name, configurable: true })
    // On the prototype, so that the stack's first line has it too.
    Object.defineProperty(ErrorClass.prototype, 'name', hidden(name))
    Object.defineProperty(globalThis, name, hidden(ErrorClass))
  }
}

function hidden(value: unknown): PropertyDescriptor {
  return { value, writable: true, configurable: true, enumerable: false }
}
