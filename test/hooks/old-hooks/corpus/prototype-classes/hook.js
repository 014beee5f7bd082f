var util = require('util');
var EventEmitter = require('events').EventEmitter;

function Claims(namespace) {
  if (!(this instanceof Claims)) return new Claims(namespace);
  EventEmitter.call(this);
  this.namespace = namespace;
  this.values = {};
}
util.inherits(Claims, EventEmitter);

Claims.prototype.add = function (name, value) {
  this.values[this.namespace + name] = value;
  this.emit('added', name);
  return this;
};

Claims.prototype.toToken = function (scope) {
  var self = this, token = { scope: scope };
  Object.keys(this.values).forEach(function (name) { token[name] = self.values[name]; });
  return token;
};

function Denied(message) {
  Error.captureStackTrace(this, Denied);
  this.message = message;
}
util.inherits(Denied, Error);
Denied.prototype.name = 'InvalidScopeError';

// Old and forbidden, but there.
Array.prototype.last = function () { return this[this.length - 1]; };

module.exports = function (client, scope, audience, context, cb) {
  if (!scope.length) return cb(new Denied('Nothing was granted to ' + client.name));
  var added = [];
  var claims = Claims('https://example.com/');
  claims.on('added', added.push.bind(added));
  claims.add('kind', 'es5').add('audience', audience);
  var token = claims.toToken(scope);
  token['https://example.com/last'] = added.last();
  cb(null, token);
};
