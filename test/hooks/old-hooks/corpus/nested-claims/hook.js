module.exports = function (client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope;

  // Service claims for tokens of the graph only
  if (audience === 'graph_api') {
    const ROLE = 'service';
    const CLAIMS_NAMESPACE = 'https://graph.example.com/claims';

    access_token[CLAIMS_NAMESPACE] = {
      'x-graph-default-role': ROLE,
      'x-graph-allowed-roles': [ROLE, 'user'],
      'x-graph-client': { 'id': client.id, 'name': client.name, 'tags': [{ 'k': 'env', 'v': null }] },
      'isApp': 'true',
    };
  }

  cb(null, access_token);
};
