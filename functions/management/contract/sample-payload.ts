/** What a test runs on, as far as its caller gives nothing else. */
export const SAMPLE_PAYLOAD = {
  client: { id: 'sample-client', name: 'Sample application', metadata: {} },
  scope: ['read:data'],
  audience: 'https://api.example.com/',
  context: {
    ip: '203.0.113.7',
    userAgent: 'sample/1.0',
    /** Unless it is given, with the id of the test's client and its audience. */
    body: {
      grant_type: 'client_credentials',
      client_id: 'sample-client',
      audience: 'https://api.example.com/',
    },
    headers: { 'user-agent': 'sample/1.0', 'content-type': 'application/json' },
    query: {},
  },
}
