import { describeDocument } from './support/describe-document.ts'
import { withRegistry } from './support/with-registry.ts'

describeDocument('docs/migrate.md', {
  prepare: withRegistry('lodash', 'uuid', 'auth0-deploy-cli-8'),
})
