import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { FUNCTION_BUNDLES } from '../../../build/function-bundles.ts'
import { parseSettings } from '../../../infra/settings.ts'
import { createTenantStack } from '../../../infra/tenant-stack.ts'

/** A resource as CloudFormation gets it. */
export interface TemplateResource {
  Type: string
  // biome-ignore lint/suspicious/noExplicitAny: of every shape
  Properties: any
  DependsOn?: string[]
  DeletionPolicy?: string
  UpdateReplacePolicy?: string
}

export interface TenantTemplate {
  Resources: Record<string, TemplateResource>
  Outputs: Record<string, { Value: unknown }>
}

/** The template of a tenant with these settings; what its functions do is of no matter. */
export function synthesizeTenant(settings: object = {}): TenantTemplate {
  const folder = mkdtempSync(join(tmpdir(), 'hookmint-synth-'))
  try {
    const app = newTestApp(join(folder, 'out'))
    const stack = createTenantStack(app, {
      settings: parseSettings(settings),
      functionsDir: writePlaceholders(join(folder, 'functions')),
    })
    return app.synth().getStackByName(stack.stackName).template
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** An app without what costs most of the time: where in the sources each construct was made. */
export function newTestApp(outdir?: string): App {
  const context = { 'aws:cdk:disable-stack-trace': true }
  return new App({ context, treeMetadata: false, ...(outdir !== undefined && { outdir }) })
}

/** Writes a file in the place of each function's code; gives the folder. */
export function writePlaceholders(folder: string): string {
  for (const name of Object.keys(FUNCTION_BUNDLES)) {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'index.mjs'), `// ${name}`)
  }
  return folder
}

/** The resources of a type, by their logical ids. */
export function resourcesOf({ Resources }: TenantTemplate, type: string) {
  return Object.entries(Resources).filter(([, resource]) => resource.Type === type)
}
