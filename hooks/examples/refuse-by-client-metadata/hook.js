// Refuses tokens to applications that are suspended, and to those of the free plan for one API.
// The application's metadata: { "status": "suspended", "plan": "free" }
const PAID_API = 'https://reports.example.com/';

module.exports = function (client, scope, audience, context, cb) {
  if (client.metadata.status === 'suspended') {
    return cb(new InvalidRequestError(`${client.name} is suspended. Contact support@example.com.`));
  }
  if (audience === PAID_API && client.metadata.plan !== 'paid') {
    return cb(new InvalidScopeError(`${client.name} needs the paid plan for this API.`));
  }

  const access_token = {};
  access_token.scope = scope;
  cb(null, access_token);
};
