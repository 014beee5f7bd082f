import type { LambdaClient } from '@aws-sdk/client-lambda'
import type {
  BundledPackages,
  BundlePackages,
  PackageOrder,
} from '../build-hook/bundle-packages.ts'
import { HookBuildError, StoreError } from '../core/errors.ts'
import { invokeOnce } from './lambda-invoke.ts'
import { type PackedFiles, packFiles, unpackFiles } from './packed-files.ts'

/** What `build-hook`, invoked with a `PackageOrder`, answers. */
export type BundleAnswer =
  | (Omit<BundledPackages, 'files'> & { kind: 'bundled'; files: PackedFiles })
  | { kind: 'refused'; message: string }

/** The function's own time limit, and its start. */
const LONGEST_MS = 100_000

/**
 * `BundlePackages` through the function `build-hook`, whose role allows nothing and whose
 * environment holds nothing: what it fetches is foreign. The client must be one that attempts once.
 */
export function createLambdaPackageBundler(
  client: LambdaClient,
  functionName: string,
): BundlePackages {
  return async (order) => {
    const call = { functionName, payload: order, deadlineMs: LONGEST_MS }
    const answer = await invokeOnce(client, call)
    if (answer.kind === 'gone') {
      throw new StoreError(`There is no Lambda function ${functionName}: deploy the tenant again`)
    }
    if (answer.kind === 'too-late' || answer.isFailure) {
      throw new HookBuildError(
        'The build of the packages ended early; they may need too much time or memory. Try again; if it stays so, require fewer or smaller ones.',
      )
    }
    const built: BundleAnswer = JSON.parse(answer.payload)
    if (built.kind === 'refused') throw new HookBuildError(built.message)
    const { versions, lock, files } = built
    return { files: unpackFiles(files), versions, ...(lock !== undefined && { lock }) }
  }
}

/** The function's side: what cannot be built for reasons of its author's is an answer. */
export async function answerPackageOrder(
  order: PackageOrder,
  bundlePackages: BundlePackages,
): Promise<BundleAnswer> {
  try {
    const bundled = await bundlePackages(order)
    return { kind: 'bundled', ...bundled, files: packFiles(bundled.files) }
  } catch (error) {
    if (!(error instanceof HookBuildError)) throw error
    return { kind: 'refused', message: error.message }
  }
}
