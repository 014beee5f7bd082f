import { describeDocument } from './support/describe-document.ts'
import { withRegistry } from './support/with-registry.ts'

describeDocument('docs/api.md', { prepare: withRegistry('jsonwebtoken', 'auth0-7') })
