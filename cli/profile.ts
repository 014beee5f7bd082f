import { join } from 'node:path'
import envPaths from 'env-paths'
import { CliError, usageError } from './cli-error.ts'
import { closestName } from './closest-name.ts'
import { readPrivateFile, writePrivateFile } from './session/private-file.ts'

/** A tenant, and what to ask it for tokens of the Management API with. */
export interface Profile {
  /** The tenant's address with the trailing slash. */
  url: string
  client_id: string
  client_secret: string
  /** PEM file of the authority of a local tenant's certificate. */
  ca_file?: string
  /** Of a local tenant: the application that `hookmint token` asks for. */
  demo?: { client_id: string; client_secret: string; audience: string }
}

export interface Profiles {
  /** The name of the one that is used unless another is named. */
  default?: string
  profiles: Record<string, Profile>
}

/** Where profiles are kept: the platform's folder for settings, readable for its owner alone. */
export function profilesFile(): string {
  return join(envPaths('hookmint', { suffix: '' }).config, 'profiles.json')
}

export async function readProfiles(): Promise<Profiles> {
  const stored = (await readPrivateFile(profilesFile())) as Profiles | undefined
  return stored ?? { profiles: {} }
}

export async function writeProfiles(profiles: Profiles): Promise<void> {
  await writePrivateFile(profilesFile(), profiles)
}

/** Adds or replaces one; the first becomes the default. */
export async function saveProfile(name: string, profile: Profile): Promise<void> {
  const known = await readProfiles()
  await writeProfiles({
    default: known.default ?? name,
    profiles: { ...known.profiles, [name]: profile },
  })
}

/**
 * The profile that was named (`--profile`, `HOOKMINT_PROFILE`), else that of `HOOKMINT_DOMAIN`,
 * `HOOKMINT_CLIENT_ID` and `HOOKMINT_CLIENT_SECRET`, else the only one or the default. As with the
 * old tool, `X-default` is `X` when there is no profile of that name.
 */
export async function chooseProfile(
  wanted: string | undefined,
): Promise<{ name: string; profile: Profile }> {
  const named = wanted ?? (process.env.HOOKMINT_PROFILE || undefined)
  const given = named === undefined ? profileOfEnvironment() : undefined
  if (given !== undefined) return { name: 'environment', profile: given }
  const known = await readProfiles()
  const names = Object.keys(known.profiles)
  if (names.length === 0) throw noProfile('There is no profile yet.')
  const only = names.length === 1 ? names[0] : undefined
  const name = named ?? only ?? known.default ?? 'default'
  for (const candidate of [name, name.replace(/-default$/, '')]) {
    const profile = known.profiles[candidate]
    if (profile !== undefined) return { name: candidate, profile }
  }
  const close = closestName(name, names)
  const meant = close === undefined ? '' : ` Did you mean ${close}?`
  throw noProfile(`There is no profile ${name}.${meant} There are: ${names.join(', ')}.`)
}

function profileOfEnvironment(): Profile | undefined {
  const { HOOKMINT_DOMAIN, HOOKMINT_CLIENT_ID, HOOKMINT_CLIENT_SECRET } = process.env
  if (!HOOKMINT_DOMAIN) return undefined
  if (!HOOKMINT_CLIENT_ID || !HOOKMINT_CLIENT_SECRET) {
    throw usageError(
      'HOOKMINT_DOMAIN needs HOOKMINT_CLIENT_ID and HOOKMINT_CLIENT_SECRET beside it.',
    )
  }
  return {
    url: tenantUrl(HOOKMINT_DOMAIN),
    client_id: HOOKMINT_CLIENT_ID,
    client_secret: HOOKMINT_CLIENT_SECRET,
  }
}

/** A tenant's address from what people write: a URL, or a host that then speaks HTTPS. */
export function tenantUrl(text: string): string {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (url === null) throw usageError(`${text} is neither a URL nor a host.`)
  return `${url.origin}/`
}

function noProfile(message: string): CliError {
  return new CliError('no_profile', message, {
    hint: 'Make one:\n\n  hookmint init https://YOUR_TENANT/ --client-id CLIENT_ID\n\nor for the tenant of npm start: hookmint init --local',
  })
}
