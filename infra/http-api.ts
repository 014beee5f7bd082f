import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { type EndpointName, SERVED_PATHS } from '../functions/routes.ts'
import { ACCESS_LOG_FORMAT } from './access-log-format.ts'
import { acknowledge } from './acknowledge.ts'
import { createCustomDomain } from './custom-domain.ts'
import type { House } from './house.ts'
import { createLogGroup } from './log-group.ts'
import type { ServiceFunction } from './service-function.ts'

/** What the clients of the tenant reach. */
export interface TenantApi {
  api: HttpApi
  /** `https://{host}/`, of the domain if there is one. */
  url: string
  /** What the operator has to know of it. */
  outputs: Record<string, string>
}

type PublicFunction = 'token' | 'discovery' | 'management' | 'site'

/** Which function answers at an endpoint. */
const FUNCTION_OF: Record<EndpointName, PublicFunction> = {
  token: 'token',
  jwks: 'discovery',
  certificate: 'discovery',
  openidConfiguration: 'discovery',
  authorizationServerMetadata: 'discovery',
  management: 'management',
  site: 'site',
}

/** Requests a second that a route takes, on average and at once. */
interface Throttle {
  rateLimit: number
  burstLimit: number
}

const DOCUMENTS: Throttle = { rateLimit: 500, burstLimit: 500 }

/** An HTTP API with a route for each path that is served. */
export function createHttpApi(
  house: House,
  functions: Record<PublicFunction, ServiceFunction>,
): TenantApi {
  const { stack, settings } = house
  const domain = settings.domain && createCustomDomain(house, settings.domain)
  const integrationOf = (name: PublicFunction) =>
    new HttpLambdaIntegration(name, functions[name].fn)
  const api = new HttpApi(stack, 'Api', {
    apiName: house.prefix,
    createDefaultStage: false,
    // All else: 404s, and `/dashboard/`, which no `{proxy+}` matches.
    defaultIntegration: integrationOf('site'),
    // Who wants client certificates must not be reached without.
    disableExecuteApiEndpoint: settings.domain?.mutualTls !== undefined,
  })
  for (const { path, endpoint } of SERVED_PATHS) {
    const integration = integrationOf(FUNCTION_OF[endpoint])
    api.addRoutes({ path, methods: [HttpMethod.ANY], integration })
  }
  acknowledge(
    api,
    'AwsSolutions-APIG4',
    'The functions authenticate: clients by secret or assertion, callers by token; the rest is public',
  )
  const stage = new HttpStage(stack, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: DOCUMENTS,
    accessLogSettings: {
      destination: new LogGroupLogDestination(createLogGroup(house, 'AccessLog')),
      format: ACCESS_LOG_FORMAT,
    },
    ...(domain && { domainMapping: { domainName: domain.domainName } }),
  })
  // Of its routes, above all: without them a deployment of their settings fails, and synthesis says
  // nothing of it.
  stage.node.addDependency(api)
  throttle(stage, throttlesOf(settings.tokensPerSecond))
  return {
    api,
    url: domain ? `https://${domain.domainName.name}/` : `${api.apiEndpoint}/`,
    outputs: domain ? { DomainTarget: domain.target } : {},
  }
}

function throttlesOf(tokensPerSecond: number): Record<EndpointName, Throttle> {
  return {
    token: { rateLimit: tokensPerSecond, burstLimit: tokensPerSecond },
    jwks: DOCUMENTS,
    certificate: DOCUMENTS,
    openidConfiguration: DOCUMENTS,
    authorizationServerMetadata: DOCUMENTS,
    management: { rateLimit: 100, burstLimit: 200 },
    site: DOCUMENTS,
  }
}

function throttle(stage: HttpStage, throttles: Record<EndpointName, Throttle>): void {
  const resource = stage.node.defaultChild
  if (!(resource instanceof CfnStage)) throw new Error('The stage is no AWS::ApiGatewayV2::Stage')
  resource.routeSettings = Object.fromEntries(
    SERVED_PATHS.map(({ path, endpoint }) => [
      `ANY ${path}`,
      {
        ThrottlingRateLimit: throttles[endpoint].rateLimit,
        ThrottlingBurstLimit: throttles[endpoint].burstLimit,
      },
    ]),
  )
}
