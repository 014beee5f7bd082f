/**
@param {object} client - information about the client
@param {string} client.name - name of client
@param {string} client.id - client id
@param {string} client.tenant - Auth0 tenant name
@param {object} client.metadata - client metadata
@param {array|undefined} scope - array of strings representing the scope claim or undefined
@param {string} audience - token's audience claim
@param {object} context - additional authorization context
@param {object} context.webtask - webtask context
@param {function} cb - function (error, accessTokenClaims)
*/
var _ = require('lodash');
var uuid = require('uuid');

module.exports = function(client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope;

  var customer = _.get(client, 'metadata.customer');
  if (!customer) return cb(new InvalidRequestError('this client belongs to no customer'));

  var plan = _.toUpper(_.get(client, 'metadata.plan', 'free'));
  access_token['https://northwind.example/plan'] = plan;
  access_token['https://northwind.example/customer'] =
    uuid.v5(customer, context.webtask.secrets.CUSTOMERS);
  access_token.plan = plan;
  access_token.scope.push('plan:' + _.toLower(plan));
  cb(null, access_token);
};
