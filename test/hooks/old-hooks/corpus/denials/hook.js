module.exports = function(client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope;

  var denyExchange = client.metadata.blocked === 'true';
  if (denyExchange) {
    return cb(new InvalidRequestError('Not a valid request.'));
  }
  if (audience === 'https://payments.example.com/' && scope.indexOf('pay') !== -1 && client.metadata.can_pay !== 'true') {
    return cb(new InvalidScopeError('Not authorized for this scope.'));
  }
  if (!context.webtask.secrets.REGION) {
    return cb(new ServerError('A server error occurred.'));
  }
  if (client.metadata.note) {
    var error = new Error(client.metadata.note);
    error.name = 'InvalidScopeError';
    return cb(error);
  }
  access_token['https://example.com/region'] = context.webtask.secrets.REGION;
  cb(null, access_token);
};
