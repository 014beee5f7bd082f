// Asks a service of yours for the application's plan and adds it as a claim.
// Set the secrets first: PLANS_URL (such as https://plans.example.com/), PLANS_TOKEN
const CACHE_MS = 60 * 1000;
const DEADLINE_MS = 2000;

// Kept between calls for as long as the process lives. It may be empty at any call.
const cache = new Map();

module.exports = async function (client, scope, audience, context, cb) {
  const access_token = {};
  access_token.scope = scope;

  try {
    access_token['https://example.com/plan'] = await findPlan(client.id, context.webtask.secrets);
  } catch (error) {
    console.error('No plan for %s:', client.id, error);
    return cb(new ServerError('The plan of this application is not known. Try again later.'));
  }
  cb(null, access_token);
};

async function findPlan(clientId, secrets) {
  const known = cache.get(clientId);
  if (known && known.until > Date.now()) return known.plan;

  const url = new URL(encodeURIComponent(clientId), secrets.PLANS_URL);
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${secrets.PLANS_TOKEN}` },
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  if (!response.ok) throw new Error(`the service answered ${response.status}`);

  const { plan } = await response.json();
  cache.set(clientId, { plan, until: Date.now() + CACHE_MS });
  return plan;
}
