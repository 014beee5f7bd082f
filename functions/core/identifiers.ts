/** What a client's id may be, whoever chose it. */
export const CLIENT_ID = /^[A-Za-z0-9_-]{1,64}$/

/** UTF-8 bytes of an API's identifier, and so of every `audience`. */
export const MAX_API_IDENTIFIER_BYTES = 600
