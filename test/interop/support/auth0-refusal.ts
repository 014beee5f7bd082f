import { expect } from 'vitest'
import type { Auth0Major } from './auth0-calls.ts'

interface Refusal {
  statusCode: 400 | 401 | 403 | 404 | 409
  message: RegExp
  errorCode?: string
}

const NAMES = {
  400: ['Bad Request', 'BadRequestError'],
  401: ['Unauthorized', 'UnauthorizedError'],
  403: ['Forbidden', 'ForbiddenError'],
  404: ['Not Found', 'NotFoundError'],
  409: ['Conflict', 'ConflictError'],
} as const

/** The error that a release makes of a refused call. */
export function auth0Refusal(major: Auth0Major, refusal: Refusal): object {
  const { statusCode, errorCode } = refusal
  const [error, className] = NAMES[statusCode]
  const message = expect.stringMatching(refusal.message)
  const code = errorCode !== undefined && { errorCode }
  if (major <= 3) return { name: error, statusCode, message }
  if (major === 4) return { name: 'ManagementApiError', statusCode, message, ...code }
  const body = expect.objectContaining({ statusCode, error, message, ...code })
  // Of the refusals that a call's documentation does not know, no release makes a class of its own.
  return { name: expect.stringMatching(`^(${className}|ManagementError)$`), statusCode, body }
}
