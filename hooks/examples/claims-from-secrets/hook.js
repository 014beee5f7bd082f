// Adds a claim that only the API can check: a signature over the client's id, made with a key
// that hook and API share. Set the secret first: SIGNING_KEY
const crypto = require('crypto');

module.exports = function (client, scope, audience, context, cb) {
  const { SIGNING_KEY, REGION } = context.webtask.secrets;
  if (!SIGNING_KEY) return cb(new ServerError('The secret SIGNING_KEY is not set.'));

  const access_token = {};
  access_token.scope = scope;
  access_token['https://example.com/region'] = REGION || 'eu';
  access_token['https://example.com/signature'] = crypto
    .createHmac('sha256', SIGNING_KEY)
    .update(client.id)
    .digest('base64url');
  cb(null, access_token);
};
