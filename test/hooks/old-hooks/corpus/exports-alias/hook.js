var atTop = this === module.exports && exports === this;

exports = module.exports = function (client, scope, audience, context, cb) {
  cb(null, exports.decorate({ scope: scope }));
};

exports.decorate = function (token) {
  token['https://example.com/at-top'] = atTop;
  token['https://example.com/own-module'] = typeof module.id + ' ' + typeof __filename + ' ' + typeof __dirname;
  token['https://example.com/main'] = require.main === module;
  return token;
};

if (require.main !== module) return;

module.exports = function () { throw new Error('run by hand'); };
