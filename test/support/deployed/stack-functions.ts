import type { HttpEvent, HttpResult } from '../../../functions/aws/http-event.ts'
import type { ApiRoute } from './fake-http-api.ts'
import type { ResolvedTemplate } from './resolve-template.ts'
import type { TemplateResource } from './synthesize-tenant.ts'

/** Runs a function, by its name, with an event; undefined when it failed. */
export type Invoke = <T>(name: string, payload: unknown) => Promise<T | undefined>

/** The functions of a stack, by the name of their folder. */
export function functionsOf({ resources }: ResolvedTemplate) {
  return Object.fromEntries(
    Object.entries(resources)
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
      .map(([id, resource]): [string, { id: string; resource: TemplateResource }] => [
        String(resource.Properties.Description).split(' ')[0] ?? '',
        { id, resource },
      ]),
  )
}

/** The routes of a stack's API, each to the function that its integration names. */
export function routesOf({ resources }: ResolvedTemplate, invoke: Invoke): ApiRoute[] {
  return Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties: { RouteKey: key, Target: target } }) => {
      const integration = resources[String(target).replace('integrations/', '')]
      const id = String(integration?.Properties.IntegrationUri).replace(/^.*:function:/, '')
      return { key, invoke: (event: HttpEvent) => invoke<HttpResult>(id, event) }
    })
}
