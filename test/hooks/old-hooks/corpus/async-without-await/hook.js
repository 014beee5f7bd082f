module.exports = async (client, scope, audience, context, cb) => {
  const NS = 'https://letters.example.com';
  const access_token = {};
  access_token.scope = scope;

  // Modify scopes or add extra claims
  access_token[`${NS}/claim`] = 'bar';
  access_token[`${NS}/from`] = `${client.name} <${context.ip}>`;

  cb(null, access_token);
};
