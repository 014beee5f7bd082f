/**
 * What runs in an environment of the fake Lambda: does as the managed Node.js runtime does. Plain
 * JavaScript that needs no file but itself. Arguments: the folder of the code, the handler.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder, name] = process.argv.slice(2)
const send = process.send.bind(process)
// The managed runtime has no such channel.
for (const own of ['send', 'disconnect']) delete process[own]

process.on('disconnect', () => process.exit())
process.on('uncaughtException', (error) => endWith(error, 129))
process.on('unhandledRejection', (reason) => {
  const message = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)
  endWith({ name: 'Runtime.UnhandledPromiseRejection', message }, 128)
})

const handler = await loadHandler().catch((error) => {
  endWith(error, 1)
  return new Promise(() => {})
})
process.on('message', async ({ event, context }) => {
  try {
    const result = await handler(event, context)
    send({ kind: 'answer', payload: JSON.stringify(result) ?? 'null' })
  } catch (error) {
    send({ kind: 'failure', error: describe(error) })
  }
})
send({ kind: 'ready' })

async function loadHandler() {
  const [module, exported] = name.split('.')
  if (!exported) throw fault('Runtime.MalformedHandlerName', 'Bad handler')
  const file = ['mjs', 'cjs', 'js']
    .map((extension) => join(folder, `${module}.${extension}`))
    .find((path) => existsSync(path))
  if (!file) throw fault('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`)
  const loaded = await import(pathToFileURL(file).href).catch((error) => {
    if (error instanceof SyntaxError) throw fault('Runtime.UserCodeSyntaxError', String(error))
    if (error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw fault('Runtime.ImportModuleError', String(error))
    }
    throw error
  })
  const found = loaded[exported] ?? loaded.default?.[exported]
  if (typeof found !== 'function') {
    throw fault('Runtime.HandlerNotFound', `${name} is undefined or not exported`)
  }
  if (found.length > 2) throw fault('Runtime.CallbackHandlerDeprecated', 'Handlers are async')
  return found
}

function fault(name, message) {
  return Object.assign(new Error(message), { name })
}

function describe(error) {
  return {
    errorType: String(error?.name ?? typeof error),
    errorMessage: String(error?.message ?? error),
    trace: String(error?.stack ?? '').split('\n'),
  }
}

function endWith(error, code) {
  send({ kind: 'failure', error: describe(error) }, () => process.exit(code))
}
