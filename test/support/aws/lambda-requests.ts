import { unzipSync } from 'fflate'
import { ACCOUNT_ARN, type Fields } from './lambda-model.ts'
import { AwsFault } from './serve-fake.ts'

const NAME =
  /^(?:arn:aws:lambda:|)(?:us-east-1:|)(?:123456789012:|)(?:function:|)([a-zA-Z0-9-_]{1,64})(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/
const ROLE = /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/
const ZIP_BYTES = 50 * 1024 * 1024
const UNPACKED_BYTES = 250 * 1024 * 1024
const ENVIRONMENT_BYTES = 4096

const isText = (value: unknown) => typeof value === 'string'
const isWithin = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most
const isOneOf =
  (...words: string[]) =>
  (value: unknown) =>
    words.includes(String(value))

/** What a function's configuration consists of, as far as this fake knows. */
const SETTINGS: Record<string, (value: unknown) => boolean> = {
  Runtime: isOneOf('nodejs22.x', 'nodejs24.x'),
  Handler: (value) => isText(value) && /^\S{1,128}$/.test(String(value)),
  Role: (value) => ROLE.test(String(value)),
  MemorySize: isWithin(128, 10_240),
  Timeout: isWithin(1, 900),
  Description: (value) => isText(value) && String(value).length <= 256,
  Architectures: (value) => Array.isArray(value) && isOneOf('arm64', 'x86_64')(value.join()),
  PackageType: isOneOf('Zip'),
  LoggingConfig: (value) => isLogging(value as Fields),
  Environment: (value) => isEnvironment((value as { Variables?: Fields }).Variables ?? {}),
}
const DEFAULTS = {
  MemorySize: 128,
  Timeout: 3,
  Description: '',
  Architectures: ['x86_64'],
  PackageType: 'Zip',
  LoggingConfig: { LogFormat: 'Text' },
}

/** What Lambda says of a role that is not there, or does not trust it. */
export const ROLE_GONE = 'The role defined for the function cannot be assumed by Lambda.'

/** Name and version of a function in a path, which may be an ARN. */
export function parseName(
  segment: string | undefined,
  qualifier: string | null,
): { name: string; qualifier: string | undefined } {
  const [, name, own] = NAME.exec(segment ?? '') ?? []
  if (name === undefined) {
    throw new AwsFault('ValidationException', `Value '${segment}' at 'functionName' failed`)
  }
  if (own !== undefined && qualifier !== null && own !== qualifier) {
    throw invalid('The derived qualifier from the function name does not match the qualifier')
  }
  return { name, qualifier: own ?? qualifier ?? undefined }
}

/** The configuration that a request asks for, over what there is. */
export function readConfiguration(
  input: Fields,
  goneRoles: ReadonlySet<string>,
  known: Fields = DEFAULTS,
): Fields {
  const configuration = { ...known }
  for (const [name, value] of Object.entries(input)) {
    const isAllowed = SETTINGS[name]
    if (isAllowed === undefined) throw notEmulated(`the setting ${name}`)
    if (!isAllowed(value)) {
      throw new AwsFault('ValidationException', `Value ${JSON.stringify(value)} at '${name}'`)
    }
    configuration[name] = value
  }
  for (const name of ['Runtime', 'Handler', 'Role']) {
    if (configuration[name] === undefined) throw invalid(`${name} is mandatory for Zip`)
  }
  if (goneRoles.has(String(configuration.Role))) throw invalid(ROLE_GONE)
  return configuration
}

/** The bytes of an archive that Lambda would take. */
export function readZip(base64: unknown): Uint8Array {
  if (!isText(base64) || base64 === '') throw invalid('Please provide a source for function code.')
  const zip = Buffer.from(String(base64), 'base64')
  if (zip.length > ZIP_BYTES) {
    throw new AwsFault(
      'RequestEntityTooLargeException',
      'Request must be smaller than 70167211',
      413,
    )
  }
  let bytes = 0
  try {
    for (const content of Object.values(unzipSync(zip))) bytes += content.length
  } catch {
    throw invalid(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    )
  }
  if (bytes === 0) throw invalid('Uploaded file must be a non-empty zip')
  if (bytes > UNPACKED_BYTES) {
    throw invalid(`Unzipped size must be smaller than ${UNPACKED_BYTES} bytes`)
  }
  return zip
}

export function notFound(name: string, qualifier?: string): AwsFault {
  const arn = `${ACCOUNT_ARN}${name}${qualifier === undefined ? '' : `:${qualifier}`}`
  return new AwsFault('ResourceNotFoundException', `Function not found: ${arn}`, 404, {
    Type: 'User',
  })
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterValueException', message, 400, { Type: 'User' })
}

export function notEmulated(what: string): AwsFault {
  return new AwsFault('NotEmulated', `This fake does not know ${what}`, 501)
}

function isLogging({ LogFormat: format, LogGroup: group = '', ...rest }: Fields): boolean {
  return isOneOf('Text', 'JSON')(format) && isText(group) && Object.keys(rest).length === 0
}

function isEnvironment(variables: Fields): boolean {
  return (
    Object.entries(variables).every(
      ([name, value]) =>
        /^[a-zA-Z]\w+$/.test(name) && !name.startsWith('AWS_LAMBDA_') && isText(value),
    ) && JSON.stringify(variables).length <= ENVIRONMENT_BYTES
  )
}
