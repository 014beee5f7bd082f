import {
  constants,
  generateKeyPair,
  type KeyObject,
  privateEncrypt,
  randomUUID,
  sign,
} from 'node:crypto'
import { promisify } from 'node:util'
import { AwsFault, type FakeService, serveFake } from './serve-fake.ts'

const ARN = 'arn:aws:kms:us-east-1:123456789012:key/'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const RSA_ALGORITHMS = [
  ...['PSS', 'PKCS1_V1_5'].flatMap((padding) =>
    ['256', '384', '512'].map((bits) => `RSASSA_${padding}_SHA_${bits}`),
  ),
]
const ECDSA_ALGORITHMS = ['256', '384', '512'].map((bits) => `ECDSA_SHA_${bits}`)
/** RFC 8017 9.2, note 1: what stands before a SHA-256 digest that is signed. */
const SHA256_DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/** What a new key may be given besides its kind. */
const DESCRIBING = ['Description', 'Policy', 'BypassPolicyLockoutSafetyCheck']

interface FakeKey {
  arn: string
  privateKey: KeyObject
  publicKey: KeyObject
  state: 'Enabled' | 'Disabled' | 'PendingDeletion'
  policy: unknown
  /** How many calls still find that the key does not exist. */
  unknownFor: number
}

type Fields = Record<string, unknown>

/** KMS with real RSA keys, as far as signing goes; refuses what KMS refuses, by its names. */
export interface FakeKms extends FakeService {
  keys: Map<string, FakeKey>
  /** How many calls do not know a new key yet. */
  set unknownFor(calls: number)
}

/** Starts a KMS without keys. */
export async function startFakeKms(): Promise<FakeKms> {
  const keys = new Map<string, FakeKey>()
  let unknownFor = 0

  const operations: Record<string, (input: Fields) => Promise<object> | object> = {
    async CreateKey({ KeySpec: spec = 'SYMMETRIC_DEFAULT', KeyUsage: usage, ...rest }) {
      if (spec !== 'RSA_2048') throw notEmulated(`keys of the kind ${spec}`)
      if (usage !== 'SIGN_VERIFY') throw invalid('An RSA key needs a KeyUsage')
      checkPolicy(rest.Policy)
      const unforeseen = Object.keys(rest).filter((name) => !DESCRIBING.includes(name))
      if (unforeseen.length > 0) throw notEmulated(unforeseen.join())
      const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
      const arn = ARN + randomUUID()
      keys.set(arn, { arn, ...pair, state: 'Enabled', policy: rest.Policy, unknownFor })
      return { KeyMetadata: { Arn: arn, KeyId: arn.slice(ARN.length), KeyState: 'Enabled' } }
    },
    GetPublicKey(input) {
      const key = usable(input)
      const der = key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
      return { KeyId: key.arn, KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', PublicKey: der }
    },
    Sign(input) {
      const { Message: message, MessageType: type = 'RAW', SigningAlgorithm: algorithm } = input
      if (typeof message !== 'string') throw invalid("Value null at 'message'")
      const bytes = Buffer.from(message, 'base64')
      if (bytes.length < 1 || bytes.length > 4096) throw invalid('1 to 4096 bytes in a message')
      if (type !== 'RAW' && type !== 'DIGEST') throw notEmulated(`the message type ${type}`)
      checkAlgorithm(algorithm)
      const key = usable(input)
      if (type === 'DIGEST' && bytes.length !== 32) {
        throw invalid(`Digest is invalid length for algorithm ${algorithm}.`)
      }
      const signature =
        type === 'RAW' ? sign('sha256', bytes, key.privateKey) : signDigest(bytes, key)
      const base64 = signature.toString('base64')
      return { KeyId: key.arn, Signature: base64, SigningAlgorithm: algorithm }
    },
    DisableKey(input) {
      const key = existing(input)
      refusePending(key)
      key.state = 'Disabled'
      return {}
    },
    ScheduleKeyDeletion(input) {
      const key = existing(input)
      refusePending(key)
      key.state = 'PendingDeletion'
      return { KeyId: key.arn, KeyState: key.state }
    },
  }

  function existing({ KeyId: id }: Fields): FakeKey {
    if (typeof id !== 'string' || id === '') throw invalid("Value at 'keyId' is not valid")
    if (id.startsWith('arn:') && !(id.startsWith(ARN) && UUID.test(id.slice(ARN.length)))) {
      throw new AwsFault('NotFoundException', `Invalid arn ${id}`)
    }
    const key = keys.get(id) ?? keys.get(ARN + id)
    if (key === undefined || key.unknownFor-- > 0) {
      throw new AwsFault('NotFoundException', `Key '${id}' does not exist`)
    }
    return key
  }

  function usable(input: Fields): FakeKey {
    const key = existing(input)
    if (key.state === 'Disabled') throw new AwsFault('DisabledException', `${key.arn} is disabled.`)
    refusePending(key)
    return key
  }

  const service = await serveFake(
    'kms',
    ({ headers }) => operationOf(headers),
    async (request) => {
      const operation = operations[operationOf(request.headers)]
      if (operation === undefined || request.method !== 'POST') {
        throw new AwsFault('UnknownOperationException', 'No such operation')
      }
      return { status: 200, body: await operation(JSON.parse(request.body.toString())) }
    },
  )
  return Object.assign(service, {
    keys,
    set unknownFor(calls: number) {
      unknownFor = calls
    },
  })
}

function operationOf(headers: Record<string, unknown>): string {
  return /^TrentService\.(\w+)$/.exec(String(headers['x-amz-target']))?.[1] ?? 'no operation'
}

function checkAlgorithm(algorithm: unknown): void {
  if (algorithm === 'RSASSA_PKCS1_V1_5_SHA_256') return
  if (ECDSA_ALGORITHMS.includes(String(algorithm))) {
    const message = `Algorithm ${algorithm} is incompatible with key spec RSA_2048.`
    throw new AwsFault('InvalidKeyUsageException', message)
  }
  if (RSA_ALGORITHMS.includes(String(algorithm))) throw notEmulated(String(algorithm))
  throw invalid("Value at 'signingAlgorithm' failed to satisfy constraint")
}

function checkPolicy(policy: unknown): void {
  if (policy === undefined) return
  try {
    if (typeof policy === 'string' && Array.isArray(JSON.parse(policy).Statement)) return
  } catch {
    // Told below.
  }
  throw new AwsFault('MalformedPolicyDocumentException', 'The policy is no policy')
}

function refusePending({ arn, state }: FakeKey): void {
  if (state !== 'PendingDeletion') return
  throw new AwsFault('KMSInvalidStateException', `${arn} is pending deletion.`)
}

/** What no other library does: a signature over a digest that was made elsewhere. */
function signDigest(digest: Buffer, { privateKey }: FakeKey): Buffer {
  const encoded = Buffer.concat([SHA256_DIGEST_INFO, digest])
  return privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, encoded)
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationException', message)
}

function notEmulated(what: string): AwsFault {
  return new AwsFault('NotEmulated', `This fake does not know ${what}`, 501)
}
