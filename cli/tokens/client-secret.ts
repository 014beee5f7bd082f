import type { Profile } from '../profile.ts'
import { readSecret } from './read-secret.ts'

/**
 * The secret of an application: known from the profile, or of `HOOKMINT_CLIENT_SECRET` unless that is
 * said to be another's, or from standard input or a prompt.
 */
export async function clientSecret(
  clientId: string,
  profile: Profile,
  fromStdin: boolean,
): Promise<string> {
  if (!fromStdin) {
    const { demo } = profile
    if (demo?.client_id === clientId) return demo.client_secret
    if (profile.client_id === clientId) return profile.client_secret
    const { HOOKMINT_CLIENT_ID: whose = clientId, HOOKMINT_CLIENT_SECRET: secret } = process.env
    if (secret && whose === clientId) return secret
  }
  return readSecret(
    `Secret of ${clientId}`,
    fromStdin,
    `The secret of ${clientId} is not known here: give it on standard input with --secret-stdin, or in HOOKMINT_CLIENT_SECRET.`,
  )
}
