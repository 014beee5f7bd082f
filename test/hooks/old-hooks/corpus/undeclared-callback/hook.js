// The mistake in the last line was never noticed: it takes a service that is down.
module.exports = async (client, scope, audience, context, cb) => {
  const http = require('http')
  try {
    const text = await new Promise((resolve, reject) => {
      http.get(context.webtask.secrets.FLAGS_URL, (res) => {
        if (res.statusCode !== 200) return reject(new Error(`flags: ${res.statusCode}`))
        res.on('data', (part) => resolve(String(part)))
      }).on('error', reject)
    })
    cb(null, { scope, 'https://example.com/flags': text.split(' ') })
  } catch (err) {
    console.error(err.message)
    callback(err)
  }
}
