/**
Changes the access token of a client credentials exchange: its scopes and its claims.

@param {object} client - the application that asks for a token
@param {string} client.tenant - name of the tenant
@param {string} client.id - client id
@param {string} client.name - name of the application
@param {object} client.metadata - the application's metadata, {} when there is none
@param {array} scope - the granted scopes, [] when there are none
@param {string} audience - identifier of the API
@param {object} context - the request
@param {string} context.ip - address of the caller
@param {string} context.userAgent - user agent of the caller
@param {object} context.body - further parameters of the request
@param {object} context.headers - headers of the request
@param {object} context.webtask - what belongs to this hook
@param {object} context.webtask.secrets - the hook's secrets by name
@param {function} cb - function (error, accessTokenClaims)
*/
module.exports = function (client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope; // do not remove this line

  // Add a claim. Its name is a URL of yours, so that it cannot collide with standard claims:
  // access_token['https://example.com/plan'] = client.metadata.plan || 'free';

  // Add a scope:
  // access_token.scope.push('extra');

  // Refuse the token:
  // return cb(new InvalidScopeError('this scope is not for you')); // 400 invalid_scope
  // return cb(new InvalidRequestError('a parameter is missing')); // 400 invalid_request
  // return cb(new ServerError('try again later')); // 500 server_error

  cb(null, access_token);
};
