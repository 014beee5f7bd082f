// Node itself no longer has these functions since version 23; the original's last Node had them.
var util = require('util');

module.exports = function(client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = util.isArray(scope) ? scope : [];
  if (util.isString(client.metadata.region)) {
    access_token['https://example.com/region'] = client.metadata.region;
  }
  cb(null, access_token);
};
