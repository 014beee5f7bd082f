import { withAccount } from './support/aws/with-account.ts'
import { describeDocument } from './support/describe-document.ts'

describeDocument('docs/aws.md', { prepare: withAccount })
