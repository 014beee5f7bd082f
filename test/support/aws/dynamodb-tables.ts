import { notEmulated } from './dynamodb-expressions.ts'
import { createTable, type FakeTable } from './dynamodb-table.ts'
import { AwsFault } from './serve-fake.ts'

/** How long a table that is restored cannot be used yet. */
const RESTORING_MS = 100

/** What a table is besides its items; a restored one has none of it. */
interface Protections {
  pointInTimeRecovery: boolean
  deletionProtection: boolean
  /** The attribute that ends items. */
  timeToLive: string | undefined
}

interface KnownTable extends Protections {
  items: FakeTable
  /** On the clock of `Date.now()`. */
  createdAt: number
  activeAt: number
}

interface Input {
  TableName?: string
  SourceTableName?: string
  TargetTableName?: string
  /** Seconds since the epoch. */
  RestoreDateTime?: number
  PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled: boolean }
  TimeToLiveSpecification?: { Enabled: boolean; AttributeName: string }
  DeletionProtectionEnabled?: boolean
}

export type AccountTables = ReturnType<typeof createTables>

/** The tables of an account and Region, and the operations on tables as such. */
export function createTables() {
  const known = new Map<string, KnownTable>()

  function existing(name: string | undefined): KnownTable {
    const table = known.get(name ?? '')
    if (table !== undefined) return table
    throw new AwsFault('ResourceNotFoundException', `Requested resource not found: ${name}`)
  }

  function ready(name: string | undefined): KnownTable {
    const table = existing(name)
    if (Date.now() >= table.activeAt) return table
    throw new AwsFault('ResourceInUseException', `Table is being created: ${name}`)
  }

  function add(name: string, parts: Partial<KnownTable> = {}): void {
    const now = Date.now()
    const bare = { pointInTimeRecovery: false, deletionProtection: false, timeToLive: undefined }
    known.set(name, { ...bare, items: createTable(), createdAt: now, activeAt: now, ...parts })
  }

  const operations: Record<string, (input: Input) => object> = {
    ListTables: () => ({ TableNames: [...known.keys()].sort() }),
    DescribeTable({ TableName: name }) {
      const { activeAt, deletionProtection } = existing(name)
      const TableStatus = Date.now() < activeAt ? 'CREATING' : 'ACTIVE'
      return {
        Table: { TableName: name, TableStatus, DeletionProtectionEnabled: deletionProtection },
      }
    },
    RestoreTableToPointInTime({ SourceTableName: from, TargetTableName: to = '', ...rest }) {
      const source = existing(from)
      if (!source.pointInTimeRecovery) {
        throw new AwsFault('PointInTimeRecoveryUnavailableException', `Not enabled for ${from}`)
      }
      const at = Math.floor((rest.RestoreDateTime ?? Number.NaN) * 1000)
      if (!(at >= source.createdAt && at <= Date.now())) {
        throw new AwsFault('InvalidRestoreTimeException', `Cannot restore ${from} to ${at}`)
      }
      if (known.has(to)) throw new AwsFault('TableAlreadyExistsException', `Exists already: ${to}`)
      add(to, { items: source.items.restore(at), activeAt: Date.now() + RESTORING_MS })
      return { TableDescription: { TableName: to, TableStatus: 'CREATING' } }
    },
    UpdateContinuousBackups({ TableName: name, PointInTimeRecoverySpecification: wanted }) {
      ready(name).pointInTimeRecovery = wanted?.PointInTimeRecoveryEnabled === true
      return { ContinuousBackupsDescription: { ContinuousBackupsStatus: 'ENABLED' } }
    },
    UpdateTimeToLive({ TableName: name, TimeToLiveSpecification: wanted }) {
      ready(name).timeToLive = wanted?.Enabled ? wanted.AttributeName : undefined
      return { TimeToLiveSpecification: wanted }
    },
    UpdateTable({ TableName: name, DeletionProtectionEnabled: isProtected, ...rest }) {
      if (Object.keys(rest).length > 0) throw notEmulated(`an update of ${Object.keys(rest)}`)
      ready(name).deletionProtection = isProtected === true
      return { TableDescription: { TableName: name, TableStatus: 'UPDATING' } }
    },
  }

  return {
    add,
    has: (name: string) => known.has(name),
    /** The items of a table. Throws as the service does for one that is not there, or not yet. */
    get(name: string | undefined): FakeTable {
      const { items, activeAt } = existing(name)
      if (Date.now() >= activeAt) return items
      throw new AwsFault('ResourceNotFoundException', `Requested resource not found: ${name}`)
    },
    protectionsOf(name: string): Protections {
      const { pointInTimeRecovery, deletionProtection, timeToLive } = existing(name)
      return { pointInTimeRecovery, deletionProtection, timeToLive }
    },
    administer(operation: string, input: Input): object {
      const administration = operations[operation]
      if (administration === undefined) throw notEmulated(operation)
      return administration(input)
    },
  }
}
