import { Card } from '../ui/card.tsx'
import { Copyable } from '../ui/copyable.tsx'
import { Facts } from '../ui/facts.tsx'

const ADDRESSES = [
  ['Issuer', '/'],
  ['Token endpoint', '/oauth/token'],
  ['Published keys (JWKS)', '/.well-known/jwks.json'],
  ['Current certificate', '/pem'],
  ['OpenID configuration', '/.well-known/openid-configuration'],
  ['Authorization server metadata', '/.well-known/oauth-authorization-server'],
  ['Management API', '/api/v2/'],
] as const

/** Where the tenant is found: what applications and APIs are configured with. */
export function AddressesCard() {
  return (
    <Card title="Addresses" lead="What applications and APIs are configured with.">
      <Facts
        facts={ADDRESSES.map(([title, path]) => [
          title,
          <Copyable text={location.origin + path} what={`the address: ${title}`} />,
        ])}
      />
    </Card>
  )
}
