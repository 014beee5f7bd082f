/**
 * Takes the place of `@aws-sdk/middleware-endpoint-discovery` in the bundles: the one service of ours
 * whose client can look for endpoints, DynamoDB, has no others to find.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
}

export function resolveEndpointDiscoveryConfig<T>(config: T): T {
  return config
}
