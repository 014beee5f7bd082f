import { HookBuildError } from '../core/errors.ts'

/** What an installation may fail with, as far as npm's libraries tell. */
interface InstallFailure {
  code?: string
  message?: string
  /** Of E404: what was asked for. Of EALLOW…: the specification. */
  pkgid?: string
  package?: unknown
  /** Of ETARGET. */
  wanted?: string
  name?: string
  distTags?: Record<string, string>
  required?: { os?: unknown }
}

const UNREACHABLE =
  /^(?:E(?:AI_AGAIN|CONNABORTED|CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|NOTFOUND|PIPE|PROTO|5\d\d|429)|E(?:TIMEDOUT|RR_SOCKET_TIMEOUT)|ERR_(?:SOCKET|TLS|SSL)\w*|FETCH_ERROR|\w*TIMEOUT\w*|\w*CERT\w*)$/

/** Turns what went wrong into words for the author; never throws. */
export function describeInstallFailure(error: unknown): HookBuildError {
  if (error instanceof HookBuildError) return error
  const failure = (typeof error === 'object' && error !== null ? error : {}) as InstallFailure
  return new HookBuildError(wordsFor(failure))
}

function wordsFor(failure: InstallFailure): string {
  const { code = 'without a code' } = failure
  if (code === 'E404') {
    return `There is no package ${nameOf(failure)} in the registry. Check its name.`
  }
  if (code === 'ETARGET') return missingVersion(failure)
  if (code === 'EALLOWREGISTRY' || code.startsWith('EALLOW')) {
    return `The packages need ${text(failure.package)}, which is not in the registry: packages come from there only. Require another version or package.`
  }
  if (code === 'EINTEGRITY') {
    return 'The registry answered with other content than it, or the recorded packages, promise. Nothing of it was used; try again later.'
  }
  if (code === 'TAR_ABORT') {
    return 'A package unpacks to far more than it is packed, which no honest one does. Require another one.'
  }
  if (code === 'ERESOLVE') {
    return `The packages do not fit together: ${firstLine(failure)}. Declare versions that do.`
  }
  if (code === 'EBADPLATFORM')
    return `A package does not run on this system: ${firstLine(failure)}.`
  if (code === 'E401' || code === 'E403') {
    return `The registry refuses access to ${nameOf(failure)} (${code.slice(1)}). Require a package that everybody may fetch.`
  }
  if (UNREACHABLE.test(code)) {
    return `The package registry could not be reached (${code}). Try again; if it stays so, check the network and the registry that the server was started with.`
  }
  return `The packages could not be installed (${code}): ${firstLine(failure)}`
}

function missingVersion({ wanted, name, distTags, message = '' }: InstallFailure): string {
  const spec = /for (\S+)@/.exec(message)?.[1] ?? name ?? 'the package'
  const latest = distTags?.latest
  return `There is no version ${text(wanted)} of ${spec}${latest === undefined ? '' : `; latest is ${latest}`}. Declare one that there is.`
}

function nameOf({ pkgid, package: spec }: InstallFailure): string {
  return `"${text(pkgid ?? spec).replace(/(?<=.)@[^@/]*$/, '')}"`
}

function firstLine({ message = 'no reason was given' }: InstallFailure): string {
  return text(message.split('\n')[0]).replace(/(?:https?:\/\/|\/)\S+/g, '…')
}

function text(value: unknown): string {
  return String(value).slice(0, 300)
}
