import {
  createManagementClient,
  type ManagementClient,
} from '../../functions/management/contract/management-client.ts'
import { chooseProfile, type Profile } from '../profile.ts'
import { sendRequest } from './send-request.ts'
import { managementToken } from './token-cache.ts'
import { trustAuthority } from './trust-authority.ts'

/** A tenant, opened with a profile. */
export interface Session {
  profileName: string
  profile: Profile
  /** Its address with the trailing slash. */
  url: string
  tenant: ManagementClient
}

/** Opens the tenant of the chosen profile; nothing is sent yet. */
export async function openSession(options: { profile?: string }): Promise<Session> {
  const { name, profile } = await chooseProfile(options.profile)
  return sessionOf(name, profile)
}

export async function sessionOf(profileName: string, profile: Profile): Promise<Session> {
  await trustAuthority(profile.ca_file)
  const { url } = profile
  const getToken = (renew: boolean) => managementToken(profile, renew)
  const tenant = createManagementClient({ url, getToken, fetch: sendRequest })
  return { profileName, profile, url, tenant }
}
