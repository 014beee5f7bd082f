import { dropOtherErrorListeners } from './catch-stray-errors.ts'
import { createHandler } from './create-handler.ts'

dropOtherErrorListeners()

/** The entry of a hook version: answers events with the script beside this very file. */
export const handler = createHandler(new URL('.', import.meta.url))
