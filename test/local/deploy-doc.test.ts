import { readFileSync } from 'node:fs'
import { readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { App, Stack } from 'aws-cdk-lib'
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocal } from '../support/start-local.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { postToken } from '../support/token-client.ts'

const ROOT = new URL('../../', import.meta.url)
const MODULES = fileURLToPath(new URL('node_modules', ROOT))

describe('the snippets of docs/deploy.md that trust two issuers', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let servers: Awaited<ReturnType<typeof startLocal>>[]
  let stranger: Awaited<ReturnType<typeof startLocal>>
  beforeAll(async () => {
    folder = await temporaryFolder()
    // aws-jwt-verify fetches keys over https only.
    const start = (name: string) => startLocal(join(folder.path, name), ['--https'])
    await symlink(MODULES, join(folder.path, 'node_modules'))
    const [old, now, other] = await Promise.all([start('old'), start('now'), start('other')])
    servers = [old, now]
    stranger = other
    const authorities = [old, now, other].map(({ dataDir }) =>
      readFileSync(join(dataDir, 'tls', 'ca.pem'), 'utf8'),
    )
    setDefaultCACertificates([...getCACertificates('default'), ...authorities])
    const text = await readFile(new URL('docs/deploy.md', ROOT), 'utf8')
    for (const [, name = '', code = ''] of text.matchAll(/```js\n\/\/ (\S+)\n([\s\S]+?)```/g)) {
      const here = code
        .replaceAll('https://acme.eu.auth0.com/', old.url)
        .replaceAll('https://tokens.example.com/', now.url)
      await writeFile(join(folder.path, name), here)
    }
  })
  afterAll(async () => {
    await Promise.all([...servers, stranger].map((server) => server.stop()))
    await folder.remove()
  })

  /** What a snippet exports. */
  async function load(name: string) {
    return import(/* @vite-ignore */ pathToFileURL(join(folder.path, name)).href)
  }

  async function tokenOf({ url, credentials: { demo } }: (typeof servers)[number]) {
    const { body } = await postToken(url, { grant_type: 'client_credentials', ...demo })
    return String(body.access_token)
  }

  it('verify tokens of both with jose, and of no other', async () => {
    const { verify } = await load('two-issuers-jose.mjs')
    for (const server of servers) {
      expect((await verify(await tokenOf(server))).payload.iss).toBe(server.url)
    }
    await expect(verify(await tokenOf(stranger))).rejects.toThrow(/are not taken here/)
  })

  it('let requests with tokens of both pass in express, and no others', async () => {
    const require = createRequire(import.meta.url)
    const checkToken = require(join(folder.path, 'two-issuers-express.js'))
    const app = express()
    app.use(checkToken)
    app.get('/', (_request, response) => {
      response.end('in')
    })
    const server = createServer(app)
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const statusWith = async (token?: string) =>
      (await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {})).status
    expect(await statusWith(await tokenOf(servers[0] ?? stranger))).toBe(200)
    expect(await statusWith(await tokenOf(servers[1] ?? stranger))).toBe(200)
    expect(await statusWith(await tokenOf(stranger))).toBe(401)
    expect(await statusWith()).toBe(401)
    server.close()
    server.closeAllConnections()
  })

  it('let a Lambda authorizer take tokens of both, and of no other', async () => {
    const { handler } = await load('two-issuers-authorizer.mjs')
    for (const server of servers) {
      const answer = await handler({
        headers: { authorization: `Bearer ${await tokenOf(server)}` },
      })
      const sub = `${server.credentials.demo.client_id}@clients`
      expect(answer).toEqual({ isAuthorized: true, context: { sub, scope: 'read:data extra' } })
    }
    const refused = { isAuthorized: false }
    const authorization = `Bearer ${await tokenOf(stranger)}`
    expect(await handler({ headers: { authorization } })).toEqual(refused)
    expect(await handler({ headers: {} })).toEqual(refused)
  })

  describe('with the CDK', () => {
    /** What the snippet makes, by type. */
    async function synthesize(build: string) {
      const app = new App({ outdir: join(folder.path, build) })
      const stack = new Stack(app, 'Stack', {
        env: { account: '123456789012', region: 'us-east-1' },
      })
      const functionOf = (name: string) =>
        LambdaFunction.fromFunctionAttributes(stack as Construct, name, {
          functionArn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
          sameEnvironment: true,
        })
      const snippet = await load('two-issuers-api.mjs')
      snippet[build](stack, { orders: functionOf('orders'), authorizer: functionOf('authorizer') })
      const { Resources } = app.synth().getStackByName('Stack').template
      return (type: string) =>
        Object.entries<{ Type: string; Properties: Record<string, unknown> }>(Resources)
          .filter(([, resource]) => resource.Type === type)
          .map(([id, { Properties }]) => ({ ...Properties, id }))
    }

    it('make one route that asks the function, which API Gateway may invoke', async () => {
      const find = await synthesize('forBothIssuers')
      const [authorizer, ...others] = find('AWS::ApiGatewayV2::Authorizer')
      expect(others).toEqual([])
      expect(authorizer).toMatchObject({
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        EnableSimpleResponses: true,
        IdentitySource: ['$request.header.Authorization'],
        AuthorizerResultTtlInSeconds: 60,
      })
      expect(find('AWS::ApiGatewayV2::Route')).toMatchObject([
        { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: authorizer?.id } },
      ])
      const permissions = find('AWS::Lambda::Permission')
      expect(permissions).toContainEqual(
        expect.objectContaining({
          FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:authorizer',
        }),
      )
    })

    it('make an address for each issuer, as a JWT authorizer has but one', async () => {
      const find = await synthesize('forEachIssuer')
      const authorizers = find('AWS::ApiGatewayV2::Authorizer')
      expect(authorizers).toMatchObject(
        servers.map(({ url }) => ({
          AuthorizerType: 'JWT',
          JwtConfiguration: { Issuer: url, Audience: ['https://api.example.com/'] },
          IdentitySource: ['$request.header.Authorization'],
        })),
      )
      expect(find('AWS::ApiGatewayV2::Api')).toHaveLength(2)
      expect(find('AWS::ApiGatewayV2::Route')).toMatchObject(
        authorizers.map(({ id }) => ({
          RouteKey: 'ANY /{proxy+}',
          AuthorizationType: 'JWT',
          AuthorizerId: { Ref: id },
        })),
      )
    })
  })
})
