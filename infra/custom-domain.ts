import { DomainName, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53'
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import type { House } from './house.ts'
import type { Settings } from './settings.ts'

export interface CustomDomain {
  domainName: DomainName
  /** What the domain's DNS record has to point at. */
  target: string
}

/** A domain of the operator's own, with its DNS record where the settings name the zone. */
export function createCustomDomain(
  { stack }: House,
  { name, certificateArn, hostedZone, mutualTls }: NonNullable<Settings['domain']>,
): CustomDomain {
  const domainName = new DomainName(stack, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
    securityPolicy: SecurityPolicy.TLS_1_2,
    ...(mutualTls && {
      mtls: {
        bucket: Bucket.fromBucketName(stack, 'Authorities', mutualTls.bucket),
        key: mutualTls.key,
        ...(mutualTls.version !== undefined && { version: mutualTls.version }),
      },
    }),
  })
  if (hostedZone) {
    const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    })
    const { regionalDomainName, regionalHostedZoneId } = domainName
    const alias = new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId)
    const record = { zone, recordName: `${name}.`, target: RecordTarget.fromAlias(alias) }
    new ARecord(stack, 'DomainRecord', record)
    new AaaaRecord(stack, 'DomainRecordV6', record)
  }
  return { domainName, target: domainName.regionalDomainName }
}
