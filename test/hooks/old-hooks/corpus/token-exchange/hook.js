/* eslint-disable camelcase */
/**
 * Copies subject and permissions of a token that the caller presents. The issuer's keys are kept
 * in the storage for ten minutes, because the memory of the container is soon gone.
 */
module.exports = function(client, scope, audience, context, cb) {
  const access_token = {};
  access_token.scope = scope; // do not remove this line

  if (context.body.subject_token_type === 'urn:ietf:params:oauth:token-type:jwt' && context.body.subject_token) {
    exchange(context.body.subject_token, cb);
  } else {
    cb(null, access_token);
  }

  // Only functions from here on.

  function exchange(token, done) {
    var parts = String(token).split('.');
    if (parts.length !== 3) return done(new InvalidRequestError('subject_token is not a JWT'));
    var header, payload;
    try {
      header = decode(parts[0]);
      payload = decode(parts[1]);
    } catch (e) {
      return done(new InvalidRequestError('subject_token is not a JWT'));
    }

    findKey(header.kid, function(err, jwk) {
      if (err) {
        console.log(err);
        return done(err);
      }
      const crypto = require('crypto');
      const verifier = crypto.createVerify('RSA-SHA256');
      verifier.update(parts[0] + '.' + parts[1]);
      const key = crypto.createPublicKey({ key: jwk, format: 'jwk' });
      if (header.alg !== 'RS256' || !verifier.verify(key, fromBase64Url(parts[2]))) {
        return done(new InvalidRequestError('subject_token has a wrong signature'));
      }
      if (payload.exp < Date.now() / 1000) {
        return done(new InvalidRequestError('subject_token has expired'));
      }
      access_token['https://exchange.example.com/'] = {};
      access_token['https://exchange.example.com/'].sub = payload.sub;
      if (payload.permissions) {
        access_token['https://exchange.example.com/'].permissions = payload.permissions;
      }
      done(null, access_token);
    });
  }

  function findKey(kid, done) {
    context.webtask.storage.get(function(error, data) {
      if (error) {
        done('Storage get: ' + error.toString(), null);
      } else if (data && (!data.timestamp || !data.keys)) {
        done('The storage holds something else', null);
      } else if (!data || (Date.now() - data.timestamp) > 600000) {
        console.log('Keys: asked for');
        fetchKeys(function(fetchError, keys) {
          if (fetchError) return done('Keys: ' + fetchError, null);
          context.webtask.storage.set({timestamp: Date.now(), keys: keys}, {force: 1}, function(storageError) {
            if (storageError) done('Storage set: ' + storageError);
            else pickKey(kid, keys, done);
          });
        });
      } else {
        console.log('Keys: known');
        pickKey(kid, data.keys, done);
      }
    });
  }

  function fetchKeys(done) {
    require('http').get(context.webtask.secrets.JWKS_URL, function(res) {
      var chunks = [];
      res.on('data', function(chunk) { chunks.push(chunk); });
      res.on('end', function() {
        if (res.statusCode !== 200) return done('status ' + res.statusCode);
        done(null, JSON.parse(Buffer.concat(chunks).toString()).keys);
      });
    }).on('error', done);
  }

  function pickKey(kid, keys, done) {
    let hit = false;
    keys.forEach(function(key) {
      if (!hit && key.kid === kid) {
        hit = true; // the loop goes on and must not do anything
        done(null, key);
      }
    });
    if (!hit) done('No key [' + kid + ']', null);
  }

  function decode(part) {
    return JSON.parse(fromBase64Url(part).toString('utf8'));
  }

  function fromBase64Url(text) {
    return Buffer.from(text.replace(/-/g, '+').replace(/_/g, '/'), 'base64');
  }
};
