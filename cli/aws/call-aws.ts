import { CliError } from '../cli-error.ts'
import { showProgress } from '../terminal/show-progress.ts'

/** Where to look when AWS does not know who asks. */
const CREDENTIALS =
  'Is somebody signed in (aws sts get-caller-identity), and is AWS_REGION or --region set?'

/** One step at a service of AWS; its refusals become ours, with its own words. */
export async function callAws<T>(service: string, work: () => Promise<T>): Promise<T> {
  try {
    return await showProgress(`Waiting for ${service}`, work())
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : { name: '', message: String(cause) }
    if (name === 'ValidationError' || name === 'ResourceNotFoundException') {
      throw new CliError('not_found', `${service}: ${message}`, { cause })
    }
    if ('code' in Object(cause) && Object(cause).code === 'ERR_MODULE_NOT_FOUND') {
      throw new CliError('usage', 'The clients of AWS are not installed here.', {
        hint: 'In a clone: npm ci',
        cause,
      })
    }
    throw new CliError('not_authorized', `${service}: ${message}`, { hint: CREDENTIALS, cause })
  }
}
