module.exports = async (client, scope, audience, context, cb) => {
  const accessToken = { scope }
  const { PROFILE_ENDPOINT, PROFILE_SECRET } = context.webtask.secrets
  const util = require('util')
  const http = require('http')
  const post = util.promisify(send)
  const query = `
    query($client: String!) {
      service(client: $client) {
        id
        role
      }
    }
  `
  const url = `${PROFILE_ENDPOINT}/v1/graphql`

  function send({ url, headers, json }, done) {
    const request = http.request(url, { method: 'POST', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part) => (text += part))
      response.on('end', () => done(null, { statusCode: response.statusCode, body: JSON.parse(text) }))
    })
    request.on('error', done)
    request.end(JSON.stringify(json))
  }

  function assertData(body) {
    console.dir({ body }, { depth: null })

    if ('errors' in body) {
      throw new Error(body.errors.map(e => e.message).join('\n\n'))
    }
  }

  try {
    const { body } = await post({
      url,
      headers: { 'content-type': 'application/json', 'x-secret': PROFILE_SECRET },
      json: { query, variables: { client: client.id } },
    })

    assertData(body)

    const { id, role } = body.data.service

    accessToken['https://graph.example.com/jwt/claims'] = {
      'X-Graph-Default-Role': role,
      'X-Graph-Allowed-Roles': ['anonymous', role],
      'X-Graph-User-Id': `${id}`,
    }
    accessToken.scope.push('extra')

    cb(null, accessToken)
  } catch (err) {
    console.error(err)
    cb(err)
  }
}
