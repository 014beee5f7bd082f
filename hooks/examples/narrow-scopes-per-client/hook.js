// Gives an application only some of the scopes that it was granted.
// The application's metadata: { "allowed_scopes": "read:orders read:stock" }
// An application without this entry keeps all of its scopes.
module.exports = function (client, scope, audience, context, cb) {
  const access_token = {};
  access_token.scope = scope;

  const allowed = client.metadata.allowed_scopes;
  if (allowed !== undefined) {
    const names = allowed.split(' ');
    access_token.scope = scope.filter((name) => names.includes(name));
  }
  if (scope.length > 0 && access_token.scope.length === 0) {
    return cb(
      new InvalidScopeError(`None of these scopes is for ${client.name}: ${scope.join(', ')}`),
    );
  }

  cb(null, access_token);
};
