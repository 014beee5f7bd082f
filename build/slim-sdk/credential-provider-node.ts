/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles. Lambda gives a function its
 * role's credentials as environment variables; the SDK's own chain (files, SSO, metadata services)
 * would be a third of the token function's code.
 */
export function defaultProvider() {
  return async () => {
    const {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    } = process.env
    if (accessKeyId === undefined || secretAccessKey === undefined) {
      throw new Error('There are no credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
    }
    return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }
  }
}
