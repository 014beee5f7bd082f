module.exports = function(client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope;
  console.log({client})
  // console.log({context})

  access_token['https://example.com/user'] = context.body.userId;
  // The long way to the same parameters, and a parameter that is an object.
  access_token['https://example.com/meta'] = context.webtask.body.context.body.meta;
  access_token['https://example.com/again'] = context.request.body.userId;
  access_token['https://example.com/agent'] = context.headers['user-agent'] || context.userAgent;
  // Without a namespace it has never reached a token.
  access_token['m2m.org_id'] = context.body.org_id;
  cb(null, access_token);
};
