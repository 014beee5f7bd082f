module.exports = function(client, scope, audience, context, cb) {
  var text = "";
  var rights;
  text = String(client.metadata.rights);
  rights = JSON.parse(text);

  // Nothing is done with scope: the token has none.
  var access_token = {};
  access_token['https://ledger.example.com/api'] = {
    "ledger": 'main-7',
    "application": rights["application"],
    "canWrite": rights["canWrite"],
    "canRead": rights["canRead"],
    "admin": rights["admin"],
    "comment": rights["comment"]
  };
  console.log(access_token);
  cb(null, access_token);
};
