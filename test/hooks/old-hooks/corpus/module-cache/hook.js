'use strict';

let calls = 0;
let cached = null;

module.exports = (client, scope, audience, { webtask: { secrets } }, cb) => {
  calls++;
  const finish = (error, plans) => {
    if (error) return cb(new ServerError(`No plans: ${error.message}`));
    cb(null, {
      scope,
      'https://example.com/plan': plans[client.id],
      'https://example.com/calls': calls,
    });
  };
  if (cached && cached.until > Date.now()) return finish(null, cached.plans);

  require('http').get(secrets.PLANS_URL, { agent: false }, (res) => {
    let text = '';
    res.on('data', (d) => { text += d; });
    res.on('end', () => {
      cached = { plans: JSON.parse(text), until: Date.now() + 60 * 1000 };
      finish(null, cached.plans);
    });
  }).on('error', finish);
};
