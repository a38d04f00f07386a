import { Writable } from 'node:stream'
import cookie from '@fastify/cookie'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { guard } from '../api/guard/guard.ts'
import { httpOptions } from './http-options.ts'

it('the log says who asked for what, and no secret: no cookie, key, password, code or searched word', async () => {
  let said = ''
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said += String(chunk)
      done()
    },
  })
  const options = httpOptions({ logLevel: 'debug', trustProxy: null })
  const app = Fastify({ ...options, logger: { ...(options.logger as object), stream } })
  await app.register(cookie)
  guard(app, () => null)
  app.all('/trpc/:path', (request) => {
    request.log.info({
      input: request.body,
      headers: request.headers,
      user: { password: 'Geheim-1' },
    })
    throw new Error('broken')
  })
  // The server has its own words for what is not there; Fastify's would name the whole address.
  app.setNotFoundHandler((_request, reply) => reply.status(404).send())
  const secrets = ['Geheim-1', 'session-cookie', 'the-key', 'code-of-oidc', '王某某', '654321']
  const headers = {
    ...{ cookie: 'shiyu-session=session-cookie', authorization: 'Bearer the-key' },
    ...{ 'x-shiyu': '1', 'content-type': 'application/json' },
  }
  const payload = { name: 'li', password: 'Geheim-1', code: '654321' }
  await app.inject({ method: 'POST', url: '/trpc/session.signIn', headers, payload })
  await app.inject({ url: `/trpc/search.query?input=${encodeURIComponent('王某某')}`, headers })
  await app.inject({ url: '/session/oidc/callback?code=code-of-oidc&state=x', headers })
  await app.close()
  expect(said).toContain('/trpc/session.signIn')
  expect(said).toContain('broken')
  for (const secret of secrets) {
    expect(said).not.toContain(secret)
    expect(said).not.toContain(encodeURIComponent(secret))
  }
})
