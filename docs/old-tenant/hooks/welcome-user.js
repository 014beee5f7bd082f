var request = require('request');

module.exports = function(user, context, cb) {
  request.post('https://crm.northwind.example/contacts', { json: user }, cb);
};
