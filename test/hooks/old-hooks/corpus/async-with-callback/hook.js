const { promisify } = require('util');
const sleep = promisify(setTimeout);

async function lookUp(id) {
  await sleep(5);
  return { id, owner: `owner-of-${id}` };
}

module.exports = async function (client, scope, audience, context, cb) {
  const access_token = {};
  access_token.scope = scope;
  try {
    const [first, second] = await Promise.all([lookUp(client.id), lookUp(audience.length)]);
    access_token['https://example.com/owner'] = first.owner;
    access_token['https://example.com/length'] = second.id;
    return cb(null, access_token);
  } catch (e) {
    return cb(new ServerError(e.message));
  }
};
