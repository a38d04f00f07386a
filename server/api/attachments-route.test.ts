import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { sourceAsker, type Asker } from '../../shared/access/asker.ts'
import { attachmentLimits } from '../../shared/cases/attachment.ts'
import { anAudit } from '../../test/an-audit.ts'
import { orderCity, orderPack, people } from '../../test/order-city.ts'
import { aGifPage, aPdf, aPng } from '../../test/some-files.ts'
import { openAttachments } from '../attachments/attachment-store.ts'
import { mask } from '../ingest/mask.ts'
import { caseParcel } from '../queries/case-parcel.ts'
import { attachmentsRoute } from './attachments-route.ts'
import type { Services } from './services.ts'

const opened: (() => unknown)[] = []
afterEach(() => opened.splice(0).forEach((close) => void close()))

function aServer(pack = orderPack()) {
  const folder = mkdtempSync(join(tmpdir(), 'attachments-'))
  const attachments = openAttachments(folder, (name) => mask(name, {}))
  const city = orderCity(pack, attachments.find)
  const app = Fastify()
  const who: { is: Asker | null } = { is: people.handler }
  attachmentsRoute(app, {
    ...{ view: city.view, attachments, ...anAudit(city.database) },
    askerOf: ({ bearer }: { bearer: string | null }) =>
      bearer === null ? who.is : bearer === 'key' ? sourceAsker('key', ['*']) : null,
  } as unknown as Services)
  opened.push(
    () => app.close(),
    city.close,
    () => rmSync(folder, { recursive: true }),
  )
  const upload = async (
    payload: Buffer,
    name = '现场.png',
    headers: Record<string, string> = {},
  ) => {
    const url = `/api/v1/attachments?name=${encodeURIComponent(name)}`
    const answer = await app.inject({ method: 'POST', url, payload, headers })
    return { status: answer.statusCode, body: answer.json() }
  }
  const get = (caseId: number | string, hash: string) =>
    app.inject({ url: `/api/v1/cases/${caseId}/attachments/${hash}` })
  return { ...{ city, folder, who, upload, get, app } }
}

/** A case resolved with one picture. */
async function resolvedWith(server: ReturnType<typeof aServer>, given = {}) {
  const { city, upload } = server
  const { body } = await upload(aPng(), '../照片13912345678.png')
  const caseId = await city.caseAt('handling', given)
  const attachments = [body.hash as string]
  await city.order(people.handler, caseId, { verb: 'case-resolve', note: '已清运', attachments })
  return { caseId, hash: body.hash as string }
}

describe('an attachment that is uploaded', () => {
  it('is answered with its hash, its masked name and its type by content', async () => {
    const { upload } = aServer()
    const { status, body } = await upload(aPng(), '../照片13912345678.html', {
      'content-type': 'text/html',
    })
    expect([status, body]).toEqual([
      201,
      {
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        name: '照片[电话]_.png',
        type: 'image/png',
        bytes: aPng().length,
      },
    ])
  })

  it('is 415 for what is not allowed, 413 one byte beyond the limit, 400 for nothing', async () => {
    const { upload } = aServer()
    const page = await upload(aGifPage(), 'a.png', { 'content-type': 'image/png' })
    expect([page.status, page.body.error.code]).toEqual([415, 'unsupported'])
    expect(page.body.error.message).toContain('只收 PNG、JPEG、WebP')
    const whole = Buffer.concat([aPdf(), Buffer.alloc(attachmentLimits.bytes - aPdf().length)])
    expect((await upload(whole, 'a.pdf')).status).toBe(201)
    const large = await upload(Buffer.concat([whole, Buffer.alloc(1)]), 'a.pdf')
    expect([large.status, large.body.error.code]).toEqual([413, 'too-large'])
    expect(large.body.error.message).toBe('附件超过 10 MiB；请压缩或分开后再传。')
    expect((await upload(Buffer.alloc(0))).status).toBe(400)
  })

  it('is stopped while it is read where nobody said how long it is', async () => {
    const { app, folder } = aServer()
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536
        if (sent > 4 * attachmentLimits.bytes) controller.close()
        else controller.enqueue(new Uint8Array(65_536))
      },
    })
    const answer = await fetch(`${url}/api/v1/attachments?name=a`, {
      ...{ method: 'POST', body: endless, duplex: 'half' },
      headers: { authorization: 'Bearer key' },
    } as RequestInit).then(
      ({ status }) => status,
      () => 'cut off',
    )
    expect([413, 'cut off']).toContain(answer)
    expect(sent).toBeLessThan(4 * attachmentLimits.bytes)
    rmSync(folder, { recursive: true })
    opened.pop()
  })

  it('is for those who order with it and for sources, and for nobody else', async () => {
    const { upload, who } = aServer()
    for (const [asker, status] of [
      [people.officer, 201],
      [people.handler, 201],
      [people.verifier, 201],
      [people.leader, 403],
      [people.analyst, 403],
      [null, 401],
    ] as const) {
      who.is = asker
      expect([asker?.id, (await upload(aPng())).status]).toEqual([asker?.id, status])
    }
    expect((await upload(aPng(), 'a', { authorization: 'Bearer key' })).status).toBe(201)
    expect((await upload(aPng(), 'a', { authorization: 'Bearer other' })).status).toBe(401)
  })
})

describe('an attachment of a case', () => {
  it('is in its history, and read by whoever may see the case, as a file and never as a page', async () => {
    const server = aServer()
    const { caseId, hash } = await resolvedWith(server)
    const parcel = caseParcel(server.city.view, { caseId }, people.leader)
    const record = parcel.history.find(({ type }) => type === 'case-resolved')
    const file = { hash, name: '照片[电话].png', type: 'image/png', bytes: aPng().length }
    expect([record?.attachments, parcel.history[0]?.attachments]).toEqual([[file], []])
    server.who.is = people.leader
    const answer = await server.get(caseId, hash)
    expect([answer.statusCode, answer.rawPayload]).toEqual([200, aPng()])
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(answer.headers['content-disposition']).toBe(
      `inline; filename="__[__].png"; filename*=UTF-8''${encodeURIComponent('照片[电话].png')}`,
    )
  })

  it('is saved, not shown, where it is a document, also one with a script', async () => {
    const server = aServer()
    const { city, upload, get } = server
    const { body } = await upload(aPdf(), '回执.pdf')
    const caseId = await city.caseAt('resolved')
    await city.order(people.verifier, caseId, { verb: 'case-verify', attachments: [body.hash] })
    const answer = await get(caseId, body.hash)
    expect(answer.headers['content-disposition']).toMatch(/^attachment; /)
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(answer.headers['content-security-policy']).toContain('sandbox')
  })

  it('is not there for another case, a past hash, a wrong one, or one outside the asker’s regions', async () => {
    const server = aServer()
    const { caseId, hash } = await resolvedWith(server)
    const other = server.city.report()
    for (const [id, name] of [
      [other, hash],
      [caseId, 'b'.repeat(64)],
      [caseId, '..%2f..%2fcity.db'],
      ['x', hash],
      [`${caseId}.5`, hash],
      [9_999, hash],
    ] as const)
      expect((await server.get(id, name)).statusCode).toBe(404)
    server.who.is = { ...people.handler, regions: [3] }
    expect((await server.get(caseId, hash)).statusCode).toBe(404)
    server.who.is = null
    expect((await server.get(caseId, hash)).statusCode).toBe(401)
  })

  it('is withheld with the text of a sensitive case', async () => {
    const pack = orderPack()
    const eventTypes = pack.eventTypes.map((t) =>
      t.code === '0110' ? { ...t, sensitive: true } : t,
    )
    const server = aServer({ ...pack, eventTypes })
    const { caseId, hash } = await resolvedWith(server, { type: '0110' })
    expect(caseParcel(server.city.view, { caseId }, people.leader).history).toEqual([])
    expect((await server.get(caseId, hash)).statusCode).toBe(404)
  })
})

describe('a fact that names an attachment', () => {
  it('is only taken while the file is on disk, and is refused as an order that names no file', async () => {
    const { city, folder, upload } = aServer()
    const { body } = await upload(aPng())
    const caseId = await city.caseAt('handling')
    // Killed before the upload was whole: its bytes are there, its name is not.
    rmSync(join(folder, body.hash.slice(0, 2), `${body.hash}.json`))
    writeFileSync(join(folder, body.hash.slice(0, 2), `${body.hash}.json.x.tmp`), '{"ha')
    const before = city.position(caseId)
    const order = { verb: 'case-resolve', attachments: [body.hash] } as const
    await expect(city.order(people.handler, caseId, order)).rejects.toMatchObject({
      code: 'bad-request',
      params: { field: 'attachments', what: '没有这一附件，请重新上传' },
    })
    expect(city.position(caseId)).toBe(before)
    await upload(aPng())
    await city.order(people.handler, caseId, order)
    const used = city.database.sqlite
      .prepare('SELECT hash, case_id FROM attachment_use')
      .raw()
      .all()
    expect(used).toEqual([[body.hash, caseId]])
  })

  it('is taken from a source without the file that we never had, with a note', async () => {
    const { city, upload } = aServer()
    const { body } = await upload(aPng())
    const told = {
      ...{ type: 'case-reported', key: 'a', source: 'hotline', case: 'A', region: 'R4' },
      ...{ occurredAt: city.clock.time, eventType: '0102' },
      attachments: [body.hash, 'c'.repeat(64), body.hash],
    }
    const [verdict] = city.ingest.takeNow(sourceAsker('key', ['*']), [told], city.clock.time)
    expect([verdict?.verdict, verdict?.reasons.map(({ code }) => code)]).toEqual([
      'accepted',
      ['unknown-attachment'],
    ])
    const [bad] = city.ingest.takeNow(
      sourceAsker('key', ['*']),
      [{ ...told, key: 'b', attachments: ['../../etc/passwd'] }],
      city.clock.time,
    )
    expect([bad?.verdict, bad?.reasons[0]?.field]).toEqual(['rejected', 'attachments.0'])
  })
})
