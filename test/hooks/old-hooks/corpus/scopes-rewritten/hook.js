module.exports = function(client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope;
  access_token.scope.push('extra');
  access_token.scope = access_token.scope
    .filter(function (s) { return s.indexOf('delete:') !== 0; })
    .map(function (s) { return s.toLowerCase(); });
  access_token.scope.unshift('first');
  if (~scope.indexOf('all')) access_token.scope = ['read', 'write', 'read', 7, null, ''];
  cb(null, access_token);
};
