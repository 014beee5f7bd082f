/**
@param {object} client - information about the client
@param {object} client.metadata - client metadata
@param {array|undefined} scope - array of strings representing the scope claim or undefined
@param {function} cb - function (error, accessTokenClaims)
*/
module.exports = function(client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope; // do not remove this line

  const namespace = 'https://billing.example.com/';
  access_token[namespace + 'account'] = client.metadata.account_id;
  access_token[namespace + 'region'] = client.metadata.region || 'eu-west-1';
  access_token[namespace + 'client_name'] = client.name;
  // Nobody has filled in this one: it is not in the token.
  access_token[namespace + 'cost_center'] = client.metadata.cost_center;

  switch (client.metadata.tier) {
  case 'internal':
    access_token[namespace + 'role'] = "service";
    break
  case 'partner':
    access_token[namespace + 'role'] = "guest";
    break
  }

  if (client.id === 'Bq3W8c1tYp0LhZsN' && client.metadata.approve === 'true') {
    access_token.scope.push('approve:invoices');
  }
  cb(null, access_token);
};
