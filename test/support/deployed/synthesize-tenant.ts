import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
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

/** The template of a tenant with these settings. */
export function synthesizeTenant(functionsDir: string, settings: object = {}): TenantTemplate {
  const outdir = mkdtempSync(join(tmpdir(), 'hookmint-synth-'))
  try {
    const app = new App({ outdir })
    const stack = createTenantStack(app, { settings: parseSettings(settings), functionsDir })
    return app.synth().getStackByName(stack.stackName).template
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

/** The resources of a type, by their logical ids. */
export function resourcesOf({ Resources }: TenantTemplate, type: string) {
  return Object.entries(Resources).filter(([, resource]) => resource.Type === type)
}
