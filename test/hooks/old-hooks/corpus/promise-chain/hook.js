var http = require('http');

function getJson(url) {
  return new Promise(function (resolve, reject) {
    http.get(url, function (res) {
      var text = '';
      res.on('data', function (part) { text += part; });
      res.on('end', function () {
        if (res.statusCode >= 400) return reject(new Error('Got ' + res.statusCode + ' from the roles service'));
        resolve(JSON.parse(text));
      });
    }).on('error', reject);
  });
}

module.exports = function (client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope;

  getJson(context.webtask.data.ROLES_URL + '?client=' + encodeURIComponent(client.name))
    .then(function (answer) {
      access_token['https://example.com/roles'] = answer.roles;
    })
    .then(() => cb(null, access_token))
    .catch(cb);
};
