import { fileURLToPath } from 'node:url'
import { answerPackageOrder, type BundleAnswer } from '../aws/lambda-package-bundler.ts'
import { readEnvironment } from '../environment.ts'
import { inheritedEnvironment } from '../processes/inherited-environment.ts'
import { BUILD_LIMITS } from './build-limits.ts'
import { bundleInProcess } from './bundle-in-process.ts'
import type { PackageOrder } from './bundle-packages.ts'

const { registry } = readEnvironment('registry')
const place = {
  entry: fileURLToPath(new URL('./build-process-main.mjs', import.meta.url)),
  registry,
  timeoutMs: BUILD_LIMITS.timeoutMs,
  env: inheritedEnvironment(),
}

/** Builds the packages of a hook in a process of its own. */
export function handler(order: PackageOrder): Promise<BundleAnswer> {
  return answerPackageOrder(order, (wanted) => bundleInProcess(wanted, place))
}
