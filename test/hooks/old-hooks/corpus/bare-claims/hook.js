module.exports = function(client, scope, audience, context, cb) {
  var access_token = {};
  access_token.scope = scope;
  var ns = 'example.com' + '/';
  access_token['https://' + ns + 'kept'] = 1;
  access_token['http://' + ns + 'kept-too'] = [ns];
  access_token['HTTPS://' + ns + 'upper'] = 'kept';
  // The documentation asks for a namespace; these were never in a token.
  access_token['somehookattr'] = 'somehookattrvalue';
  access_token[ns + 'no-scheme'] = true;
  access_token['urn:example:claim'] = true;
  access_token['https://auth0.com/claim'] = true;
  access_token['https://acme.eu.auth0.com/claim'] = true;
  access_token['https://wt-acme-0.run.webtask.io/claim'] = true;
  access_token['https://notauth0.com/claim'] = 'kept';
  access_token.sub = 'somebody else';
  access_token.permissions = ['all'];
  cb(null, access_token);
};
