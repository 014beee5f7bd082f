module.exports = handler;

var NAMESPACE = 'https://example.com/';

function handler() {
  var args = Array.prototype.slice.call(arguments);
  var cb = arguments[arguments.length - 1];
  var client = args.shift(), scope = args.shift();
  var token = build(scope);
  token[NAMESPACE + 'count'] = arguments.length;
  token[NAMESPACE + 'own'] = arguments.callee === handler && handler.length === 0;
  arguments[0] = null; // no named parameter to alias
  token[NAMESPACE + 'client'] = client.id;
  token[NAMESPACE + 'global'] = this === global;
  cb.apply(null, [null, token]);
}

function build(scope) {
  scope = scope || [];
  return { scope: scope.concat('hoisted') };
}
