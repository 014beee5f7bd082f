/** What the clients sign with in tests: no account's. Also keeps them from looking for another. */
export function useEmulatedAccount(): void {
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulatedsecretaccesskey',
    AWS_SESSION_TOKEN: 'emulatedsessiontoken',
    AWS_EC2_METADATA_DISABLED: 'true',
  })
}
