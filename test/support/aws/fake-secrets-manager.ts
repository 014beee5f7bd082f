import { randomUUID } from 'node:crypto'
import {
  type FakeSecret,
  findVersion,
  invalid,
  moveLabel,
  newSecret,
  notFound,
  putVersion,
} from './secret-model.ts'
import { AwsFault, type FakeService, serveFake } from './serve-fake.ts'

const MAX_BYTES = 65_536
const TOKEN = /^[\w-]{32,64}$/
const NAME = /^[\w/+=.@-]{1,512}$/
const VERSIONS_PER_PAGE = 100

interface Input {
  Name?: string
  SecretId?: string
  SecretString?: string
  ClientRequestToken?: string
  VersionId?: string
  VersionStage?: string
  VersionStages?: string[]
  RemoveFromVersionId?: string
  MoveToVersionId?: string
  IncludeDeprecated?: boolean
  ForceDeleteWithoutRecovery?: boolean
  RecoveryWindowInDays?: number
  IncludePlannedDeletion?: boolean
  MaxResults?: number
  NextToken?: string
  Filters?: { Key: string; Values: string[] }[]
}

/** Secrets Manager as far as hooks and the first admin need it. */
export interface FakeSecretsManager extends FakeService {
  /** By name. */
  secrets: Map<string, FakeSecret>
}

/** Starts a Secrets Manager without secrets. */
export async function startFakeSecretsManager(): Promise<FakeSecretsManager> {
  const secrets = new Map<string, FakeSecret>()

  const operations: Record<string, (input: Input) => object> = {
    CreateSecret({ Name: name = '', SecretString: text, ClientRequestToken: token }) {
      if (!NAME.test(name)) throw new AwsFault('ValidationException', `Invalid name: ${name}`)
      if (secrets.get(name)?.isLeaving) {
        throw leaving('create this secret because a secret with this name is already scheduled for')
      }
      if (secrets.has(name)) {
        const message = `The operation failed because the secret ${name} already exists.`
        throw new AwsFault('ResourceExistsException', message)
      }
      const secret = newSecret(name)
      if (text !== undefined) putVersion(secret, checkToken(token), checkText(text), [])
      secrets.set(name, secret)
      return { ...answerOf(secret), ...(text !== undefined && { VersionId: token }) }
    },
    PutSecretValue(input) {
      const secret = staying(input)
      const id = checkToken(input.ClientRequestToken)
      const labels = input.VersionStages ?? ['AWSCURRENT']
      if (labels.length < 1 || labels.length > 20) throw invalid('1 to 20 staging labels')
      const version = putVersion(secret, id, checkText(input.SecretString), labels)
      return { ...answerOf(secret), VersionId: id, VersionStages: [...version.labels] }
    },
    GetSecretValue(input) {
      const secret = staying(input)
      const wanted = { id: input.VersionId, label: input.VersionStage }
      const [id, { text, labels }] = findVersion(secret, wanted)
      const VersionStages = labels.size > 0 ? [...labels] : undefined
      return { ...answerOf(secret), VersionId: id, SecretString: text, VersionStages }
    },
    ListSecretVersionIds(input) {
      const { IncludeDeprecated: all = false, NextToken: from = '0' } = input
      const { MaxResults: most = VERSIONS_PER_PAGE } = input
      const secret = existing(input)
      const shown = [...secret.versions].filter(([, { labels }]) => all || labels.size > 0)
      const end = Number(from) + Math.min(most, VERSIONS_PER_PAGE)
      const Versions = shown.slice(Number(from), end).map(([id, { labels }]) => {
        return { VersionId: id, ...(labels.size > 0 && { VersionStages: [...labels] }) }
      })
      return { ...answerOf(secret), Versions, ...(end < shown.length && { NextToken: `${end}` }) }
    },
    UpdateSecretVersionStage(input) {
      const { VersionStage: label = '', RemoveFromVersionId: from, MoveToVersionId: to } = input
      const secret = staying(input)
      moveLabel(secret, label, { from, to })
      return answerOf(secret)
    },
    DeleteSecret(input) {
      const { SecretId: id = '', ForceDeleteWithoutRecovery: isForced } = input
      const { RecoveryWindowInDays: days = 30 } = input
      if (isForced !== true && (days < 7 || days > 30)) throw invalid('7 to 30 days of recovery')
      if (isForced === true) {
        const secret = find(id)
        if (secret !== undefined) secrets.delete(secret.name)
        return secret === undefined ? { Name: id } : answerOf(secret)
      }
      const secret = staying(input)
      secret.isLeaving = true
      return answerOf(secret)
    },
    RestoreSecret(input) {
      const secret = existing(input)
      secret.isLeaving = false
      return answerOf(secret)
    },
    ListSecrets({ Filters: filters = [], IncludePlannedDeletion: all = false }) {
      const unknown = filters.find(({ Key }) => Key !== 'name')
      if (unknown !== undefined) throw notEmulated(`the filter ${unknown.Key}`)
      const isWanted = ({ name, isLeaving }: FakeSecret) =>
        (all || !isLeaving) &&
        filters.every(({ Values }) => Values.some((prefix) => name.startsWith(prefix)))
      return { SecretList: [...secrets.values()].filter(isWanted).map(answerOf) }
    },
  }

  function find(id: string): FakeSecret | undefined {
    return secrets.get(id) ?? [...secrets.values()].find(({ arn }) => arn === id)
  }

  function existing({ SecretId: id = '' }: Input): FakeSecret {
    const secret = find(id)
    if (secret === undefined) throw notFound()
    return secret
  }

  /** Lists its versions, and can be restored, but nothing else. */
  function staying(input: Input): FakeSecret {
    const secret = existing(input)
    if (secret.isLeaving) {
      throw leaving('perform this operation on the secret because it was marked for')
    }
    return secret
  }

  const service = await serveFake('secretsmanager', operationOf, async (request) => {
    const operation = operations[operationOf(request)]
    if (operation === undefined) throw notEmulated(operationOf(request))
    return { status: 200, body: operation(JSON.parse(request.body.toString())) }
  })
  return { ...service, secrets }
}

function leaving(what: string): AwsFault {
  return new AwsFault('InvalidRequestException', `You can't ${what} deletion.`)
}

function answerOf({ arn, name }: FakeSecret) {
  return { ARN: arn, Name: name }
}

function checkToken(token: string = randomUUID()): string {
  if (TOKEN.test(token)) return token
  throw new AwsFault('ValidationException', 'ClientRequestToken has 32 to 64 characters')
}

function checkText(text: string | undefined): string {
  if (text === undefined || text === '') throw invalid('You must provide SecretString')
  if (Buffer.byteLength(text) <= MAX_BYTES) return text
  throw new AwsFault('ValidationException', `SecretString has at most ${MAX_BYTES} bytes`)
}

function operationOf({ headers }: { headers: Record<string, unknown> }): string {
  return /^secretsmanager\.(\w+)$/.exec(String(headers['x-amz-target']))?.[1] ?? 'no operation'
}

function notEmulated(what: string): AwsFault {
  return new AwsFault('NotEmulated', `This fake does not know ${what}`, 501)
}
