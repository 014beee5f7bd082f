module.exports = function(client, scope, audience, context, cb) {
  access_token = {};
  namespace = 'https://example.com/';
  access_token.scope = scope;

  groups = (client.metadata.groups || '').split(',');
  for (i = 0; i < groups.length; i++) {
    groups[i] = groups[i].trim();
  }
  access_token[namespace + 'groups'] = groups;
  access_token[namespace + 'runs'] = runs = typeof runs === 'undefined' ? 1 : runs + 1;
  finish();

  function finish() {
    // Not a parameter: found where the function before left it.
    access_token[namespace + 'visible'] = typeof global.access_token;
    cb(null, access_token);
  }
};
