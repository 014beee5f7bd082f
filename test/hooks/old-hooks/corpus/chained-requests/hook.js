module.exports = function (client, scope, audience, context, cb) {
    var access_token = {};
    access_token.scope = scope;

    const http = require('http');
    // Every claim needs a namespace. Those without are thrown away.
    const claimsNamespace = 'https://desk.example.com/';
    const base = context.webtask.secrets.DESK_URL;

    const impersonate = (accessToken, operator, customer, callback) => {
        const options = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
        const req = http.request(base + '/impersonate', options, function (response) {
            response.resume();
            if (response.statusCode === 200) {
                addClaims(accessToken, operator, callback);
            } else if (response.statusCode === 401) {
                callback(new InvalidRequestError("Credenciais inválidas."));
            } else {
                callback(new ServerError("Ocorreu um erro."));
            }
        });
        req.on('error', function (err) { callback(new ServerError(err.code)); });
        req.write(JSON.stringify({ Operator: operator, Customer: customer }));
        req.end();
    };

    const addClaims = (accessToken, operator, callback) => {
        accessToken[claimsNamespace + 'operator'] = operator;
        http.get(base + '/claims', { headers: { Accept: 'application/json' } }, function (response) {
            var body = '';
            response.on('data', function (chunk) { body += chunk; });
            response.on('end', function () {
                const parsedBody = JSON.parse(body);
                for (let claim of parsedBody) {
                    accessToken[claimsNamespace + claim.type] = claim.value;
                }
                callback(null, accessToken);
            });
        });
    };

    if (client.id === 'desk-client') {
        impersonate(access_token, context.body.operator, context.body.customer, cb);
    } else {
        cb(null, access_token);
    }
};
