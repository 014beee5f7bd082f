var crypto = require('crypto');
var url = require('url');
var qs = require('querystring');
var _ = require('util');

module.exports = function(client, scope, audience, context, cb) {
  var key = new Buffer(context.webtask.secrets.KEY_BASE64, 'base64');
  var signature = crypto.createHmac('sha1', key).update(client.id + '|' + audience).digest('hex');
  var empty = new Buffer(2);
  empty.fill(0);

  var access_token = _._extend({}, { scope: _.isArray(scope) ? scope : [] });
  access_token['https://example.com/signature'] = signature;
  access_token['https://example.com/md5'] = crypto.createHash('md5').update(new Buffer('ä', 'utf8')).digest('base64');
  access_token['https://example.com/latin'] = new Buffer([0xe9]).toString('binary') + empty.slice(0, 1).toString('hex');
  access_token['https://example.com/host'] = url.parse(audience).host;
  access_token['https://example.com/page'] = qs.parse(url.parse(audience).query).page;
  access_token['https://example.com/id'] = escape(client.name).substr(0, 6);
  cb(null, access_token);
};
