module.exports = function(client, scope, audience, context, cb) {
  console.log("In the hook");
  var access_token = {};
  access_token.scope = scope;
  const namespace = 'https://maps.example.com/';

  if (typeof context.request.query !== 'undefined') {
    console.log("The query has a length of "+context.request.query.length);
    for (var name in context.request.query) {
      console.log(name);
    }
    if (typeof context.request.query.tiles_url !== 'undefined') {
      access_token[namespace + 'tiles_url'] = context.request.query.tiles_url;
    }
  }

  console.log("Scope is "+scope);
  console.log("tiles_url is "+access_token["tiles_url"]);
  cb(null, access_token);
};
