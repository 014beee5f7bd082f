import { describeDocument } from './support/describe-document.ts'

describeDocument('docs/cli.md')
