import { fileURLToPath } from 'node:url'
import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { readSettings } from './read-settings.ts'
import { createTenantStack } from './tenant-stack.ts'

const app = new App()
createTenantStack(app, {
  settings: readSettings((name) => app.node.tryGetContext(name)),
  functionsDir: fileURLToPath(new URL('../dist/functions', import.meta.url)),
})
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
