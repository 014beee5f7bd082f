import { beforeAll, describe, expect, it } from 'vitest'
import { resolveTemplate } from '../support/deployed/resolve-template.ts'
import { functionsOf } from '../support/deployed/stack-functions.ts'
import {
  resourcesOf,
  synthesizeTenant,
  type TenantTemplate,
} from '../support/deployed/synthesize-tenant.ts'

const SERVICE_FUNCTIONS = [
  'bootstrap',
  'build-hook',
  'deploy-hook',
  'discovery',
  'draft-runner',
  'management',
  'site',
  'token',
]

describe('the stack of a tenant', () => {
  let template: TenantTemplate
  beforeAll(() => {
    template = synthesizeTenant()
  })
  const only = (type: string, of = template) => {
    const found = resourcesOf(of, type)
    expect(found.map(([id]) => id)).toHaveLength(1)
    const [[id = '', resource] = []] = found
    if (resource === undefined) throw new Error(`There is no ${type}`)
    return { id, ...resource }
  }

  it('has every function on arm64 with nodejs24.x, and no other', () => {
    const functions = functionsOf(resolveTemplate(template))
    expect(Object.keys(functions).sort()).toEqual(SERVICE_FUNCTIONS)
    for (const { resource } of Object.values(functions)) {
      expect(resource.Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      })
    }
  })

  it('has JSON logs with a retention in a group of the stack, but for the function of drafts', () => {
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup')
    for (const [, { Properties, DeletionPolicy }] of groups) {
      expect(Properties.RetentionInDays).toBe(90)
      expect(DeletionPolicy).toBe('Retain')
    }
    const resolved = functionsOf(resolveTemplate(template))
    const logged = Object.entries(resolved).filter(([name]) => name !== 'draft-runner')
    for (const [, { resource }] of logged) {
      const { LogFormat, LogGroup, SystemLogLevel } = resource.Properties.LoggingConfig
      expect({ LogFormat, SystemLogLevel }).toEqual({ LogFormat: 'JSON', SystemLogLevel: 'WARN' })
      expect(groups.map(([id]) => id)).toContain(LogGroup)
    }
  })

  it('has token and management function write the one log that the Management API reads', () => {
    const { token, management } = functionsOf(resolveTemplate(template))
    const group = token?.resource.Properties.LoggingConfig.LogGroup
    expect(management?.resource.Properties.LoggingConfig.LogGroup).toBe(group)
    expect(management?.resource.Properties.Environment.Variables.EVENT_LOG_GROUP).toBe(group)
  })

  it('answers within the time of API Gateway: functions in front have less than its 30 s', () => {
    const functions = functionsOf(resolveTemplate(template))
    for (const name of ['token', 'discovery', 'management', 'site']) {
      expect(functions[name]?.resource.Properties.Timeout).toBeLessThan(30)
    }
  })

  it('has a table that is backed up, protected, and outlives the stack', () => {
    const table = only('AWS::DynamoDB::GlobalTable')
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      Replicas: [
        {
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    })
    expect(table.Properties.TableName).toBeUndefined()
    expect(template.Outputs.TableName?.Value).toEqual({ Ref: table.id })
  })

  it('starts on a kept table when it is told to', () => {
    const adopting = synthesizeTenant({ adopt: { tableName: 'kept-table' } })
    expect(resourcesOf(adopting, 'AWS::DynamoDB::GlobalTable')).toEqual([])
    const { token } = functionsOf(resolveTemplate(adopting))
    expect(token?.resource.Properties.Environment.Variables.TABLE_NAME).toBe('kept-table')
    // So that bootstrap looks at the tenant in it, also when the stack had another table before.
    const [[, tenant] = []] = resourcesOf(adopting, 'Custom::HookmintTenant')
    expect(tenant?.Properties.TableName).toBe('kept-table')
    expect(only('Custom::HookmintTenant').Properties.TableName).toEqual({
      Ref: only('AWS::DynamoDB::GlobalTable').id,
    })
  })

  it('writes an access log and limits the rate of each route that it has', () => {
    const stage = only('AWS::ApiGatewayV2::Stage')
    expect(stage.Properties.AccessLogSettings.DestinationArn).toBeDefined()
    expect(JSON.parse(stage.Properties.AccessLogSettings.Format)).toMatchObject({
      ip: '$context.identity.sourceIp',
      status: '$context.status',
    })
    const limited = Object.keys(stage.Properties.RouteSettings)
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route')
    const keys = routes.map(([, { Properties }]) => Properties.RouteKey)
    expect(keys.filter((key) => key !== '$default').sort()).toEqual(limited.sort())
    expect(stage.Properties.RouteSettings['ANY /oauth/token']).toEqual({
      ThrottlingRateLimit: 1000,
      ThrottlingBurstLimit: 1000,
    })
    expect(stage.Properties.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0)
  })

  it('makes the stage after all of its routes', () => {
    const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([id]) => id)
    expect(only('AWS::ApiGatewayV2::Stage').DependsOn).toEqual(expect.arrayContaining(routes))
  })

  it('reserves no concurrency unless it is told to: a fresh account has too little', () => {
    const reserved = (of: TenantTemplate) =>
      resourcesOf(of, 'AWS::Lambda::Function').flatMap(
        ([, { Properties }]) => Properties.ReservedConcurrentExecutions ?? [],
      )
    expect(reserved(template)).toEqual([])
    expect(reserved(synthesizeTenant({ reservedConcurrency: 200 }))).toEqual([200])
  })

  it('makes the tenant when bootstrap may do all that it has to', () => {
    const tenant = only('Custom::HookmintTenant')
    const bootstrap = functionsOf(resolveTemplate(template)).bootstrap
    expect(tenant.Properties.ServiceToken['Fn::GetAtt'][0]).toBe(bootstrap?.id)
    const policies = resourcesOf(template, 'AWS::IAM::Policy').map(([id]) => id)
    const needed = policies.filter((id) => id.startsWith('BootstrapRole'))
    expect(needed).toHaveLength(1)
    expect(bootstrap?.resource.DependsOn).toEqual(expect.arrayContaining(needed))
  })

  it('tells the issuer, the dashboard and the command that makes a profile', () => {
    const { resolve } = resolveTemplate(template, {
      'Tenant.Issuer': 'https://tokens.example.com/',
      'Tenant.AdminClientId': 'abc',
    })
    expect(resolve(template.Outputs.Issuer?.Value)).toBe('https://tokens.example.com/')
    expect(resolve(template.Outputs.Dashboard?.Value)).toMatch(/\/dashboard\/$/)
    // Where it is reached now: the issuer of an adopted tenant may have gone with its stack.
    const url = resolve(template.Outputs.Url?.Value)
    expect(url).toMatch(/\.ApiEndpoint\/$/)
    expect(resolve(template.Outputs.InitCommand?.Value)).toMatch(
      /--secret-id arn:aws:secretsmanager:\S+ \| .* hookmint init \S+ --client-id abc --secret-stdin$/,
    )
    expect(resolve(template.Outputs.InitCommand?.Value)).toContain(` hookmint init ${url} `)
  })

  it('alarms whoever the settings name, and counts what the log says', () => {
    const alarmed = synthesizeTenant({ alarmEmail: 'ops@example.com' })
    expect(only('AWS::SNS::Subscription', alarmed).Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    })
    const topic = only('AWS::SNS::Topic', alarmed).id
    for (const [, { Properties }] of resourcesOf(alarmed, 'AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmActions).toEqual([{ Ref: topic }])
    }
    const filters = resourcesOf(template, 'AWS::Logs::MetricFilter')
    const metrics = filters.map(([, { Properties }]) => Properties.MetricTransformations[0])
    expect(metrics.map(({ MetricName }) => MetricName).sort()).toEqual([
      'HookFailures',
      'Refusals',
      'TokensIssued',
    ])
    expect(metrics[0]?.MetricNamespace).toBe('hookmint-main')
    expect(resourcesOf(template, 'AWS::SNS::Subscription')).toEqual([])
  })
})

describe('the stack of a tenant with a domain', () => {
  const domain = {
    name: 'tokens.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0aa0-1',
  }

  it('tells bootstrap the domain as the issuer, and its own host stays open', () => {
    const template = synthesizeTenant({ domain })
    const [[, tenant] = []] = resourcesOf(template, 'Custom::HookmintTenant')
    const { resolve } = resolveTemplate(template, { 'Domain.DomainName': domain.name })
    expect(resolve(tenant?.Properties.Issuer)).toMatch(/^https:\/\/.+\/$/)
    const [[, api] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Api')
    expect(api?.Properties.DisableExecuteApiEndpoint ?? false).toBe(false)
    expect(template.Outputs.DomainTarget).toBeDefined()
  })

  it('shuts its own host when client certificates are wanted', () => {
    const mutualTls = { bucket: 'authorities', key: 'ca.pem' }
    const template = synthesizeTenant({ domain: { ...domain, mutualTls } })
    const [[, api] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::Api')
    expect(api?.Properties.DisableExecuteApiEndpoint).toBe(true)
    const [[, made] = []] = resourcesOf(template, 'AWS::ApiGatewayV2::DomainName')
    expect(made?.Properties.MutualTlsAuthentication).toEqual({
      TruststoreUri: 's3://authorities/ca.pem',
    })
  })

  it('makes its DNS record in a zone that it is told', () => {
    const hostedZone = { id: 'Z0123', name: 'example.com' }
    const template = synthesizeTenant({ domain: { ...domain, hostedZone } })
    const records = resourcesOf(template, 'AWS::Route53::RecordSet')
    expect(records.map(([, { Properties }]) => Properties.Type).sort()).toEqual(['A', 'AAAA'])
    expect(resourcesOf(synthesizeTenant({ domain }), 'AWS::Route53::RecordSet')).toEqual([])
  })
})
