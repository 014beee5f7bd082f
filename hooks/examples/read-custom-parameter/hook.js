// Reads a parameter of its own from the token request and puts it into the token:
//   POST /oauth/token { "grant_type": "client_credentials", …, "store_id": "store-17" }
// Whoever holds the client's secret chooses the value, so it is checked against the application's
// metadata: { "stores": "store-4 store-17" }
module.exports = function (client, scope, audience, context, cb) {
  const storeId = context.body.store_id;
  if (typeof storeId !== 'string' || storeId === '') {
    return cb(new InvalidRequestError('The parameter store_id is missing.'));
  }

  const stores = (client.metadata.stores || '').split(' ');
  if (!stores.includes(storeId)) {
    return cb(new InvalidRequestError(`${client.name} may not act for the store ${storeId}.`));
  }

  const access_token = {};
  access_token.scope = scope;
  access_token['https://example.com/store'] = storeId;
  cb(null, access_token);
};
