import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attachmentLimits, attachmentTypes } from '../../shared/cases/attachment.ts'
import { aGifPage, aJpeg, aPdf, aPng, aWebp } from '../../test/some-files.ts'
import { mask } from '../ingest/mask.ts'
import { attachmentName } from './attachment-name.ts'
import { openAttachments } from './attachment-store.ts'
import { removeOrphans } from './orphans.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'attachments-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const store = () => openAttachments(folder, (name) => mask(name, {}))
const filesKept = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.length > 2)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'kept',
    (error: { code?: string }) => error.code ?? 'other',
  )

describe('a file that is uploaded', () => {
  it('is known by its bytes, whatever its name says, and the same bytes are kept once', async () => {
    const kept = await store().keep(aPng(), '报告.pdf')
    expect(kept).toMatchObject({ type: 'image/png', name: '报告.pdf.png', bytes: aPng().length })
    expect(kept.hash).toBe(createHash('sha256').update(aPng()).digest('hex'))
    const again = await store().keep(aPng(), '现场.png')
    expect([again.hash, again.name]).toEqual([kept.hash, '现场.png'])
    expect(filesKept()).toHaveLength(2)
    expect(await store().read(kept.hash)).toEqual(aPng())
    expect(store().find(kept.hash)).toEqual(again)
  })

  it('is refused where a browser could run it, in whatever guise', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    const refused = [
      ...[aGifPage(), Buffer.from(svg), Buffer.from(`<?xml version="1.0"?>${svg}`)],
      ...[
        Buffer.from('<!doctype html><script>alert(1)</script>'),
        Buffer.from('#!/bin/sh\nrm -r /'),
      ],
      ...[Buffer.from('MZ\x90\0', 'latin1'), Buffer.from('plain words'), Buffer.from([0])],
      Buffer.from(zipSync({ 'index.html': new Uint8Array([60]) })),
    ]
    for (const bytes of refused)
      expect([bytes.toString('latin1', 0, 20), await codeOf(store().keep(bytes, 'a.png'))]).toEqual(
        [bytes.toString('latin1', 0, 20), 'unsupported'],
      )
    expect(filesKept()).toEqual([])
  })

  it('may be an office file or PDF, which is kept to the byte', async () => {
    const type = Object.keys(attachmentTypes).find((one) => one.endsWith('.document')) ?? ''
    const part = `<Types><Override PartName="/word/document.xml" ContentType="${type}.main+xml"/></Types>`
    const docx = Buffer.from(
      zipSync({
        '[Content_Types].xml': Buffer.from(part),
        'word/document.xml': Buffer.from('<w:document/>'),
      }),
    )
    expect(await store().keep(docx, '情况说明.docx')).toMatchObject({ type, name: '情况说明.docx' })
    const kept = await store().keep(aPdf(), '回执.pdf')
    expect(kept.type).toBe('application/pdf')
    expect(await store().read(kept.hash)).toEqual(aPdf())
  })

  it('is refused one byte beyond the limit', async () => {
    const large = Buffer.concat([aPdf(), Buffer.alloc(attachmentLimits.bytes + 1 - aPdf().length)])
    expect(await codeOf(store().keep(large, 'a.pdf'))).toBe('too-large')
    expect((await store().keep(large.subarray(0, -1), 'a.pdf')).bytes).toBe(attachmentLimits.bytes)
  })

  it('loses what a picture says of people and places, and what hangs behind its end', async () => {
    for (const bytes of [
      aPng({ texts: ['张三'] }),
      Buffer.concat([aPng(), Buffer.from('<script>张三</script>')]),
      aJpeg({ after: '<html>张三<script>alert(1)</script>' }),
      aWebp(),
    ]) {
      const { hash } = await store().keep(bytes, 'a')
      const read = await store().read(hash)
      expect(read?.includes('张三')).toBe(false)
      expect(read?.includes('GPS')).toBe(false)
      expect(read?.includes('<script>')).toBe(false)
    }
    const { hash } = await store().keep(aJpeg({ up: 6 }), 'a')
    const read = (await store().read(hash)) ?? Buffer.alloc(0)
    const exif = read.indexOf('Exif')
    expect(read.readUInt16BE(exif + 6 + 18)).toBe(6)
    expect(read.toString('hex')).toMatch(/3f0012ff0034ffd056ffd9$/)
    const upright = await store().keep(aJpeg({ up: 1 }), 'a')
    expect((await store().read(upright.hash))?.includes('Exif')).toBe(false)
  })

  it('is refused as a picture that breaks off, never kept in part', async () => {
    for (const whole of [aPng(), aJpeg(), aWebp()])
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 30, max: whole.length - 1 }), async (length) => {
          const code = await codeOf(store().keep(whole.subarray(0, length), 'a'))
          expect(code).toBe('unsupported')
        }),
      )
  })
})

describe('the name of a file', () => {
  it('keeps no folder, no telephone number, nothing hidden and no second ending', async () => {
    const named = async (name: string) => (await store().keep(aPng(), name)).name
    expect(await named('../../etc/passwd')).toBe('passwd.png')
    expect(await named('C:\\Users\\x\\照片.PNG')).toBe('照片.png')
    expect(await named('现场13912345678.png')).toBe('现场[电话].png')
    expect(await named('gnp.\u202elmth.\r\nSet-Cookie: a')).not.toMatch(/[\u202e\r\n:]/)
    expect(await named('page.html')).toBe('page_.png')
    expect(await named('a.html.png')).toBe('a_.png')
    for (const nothing of ['', '.', '..', '/', '\\', '...png', '\0'])
      expect(await named(nothing)).toBe('附件.png')
  })

  it('is always short, ends as its type, and could be a file’s', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const name = attachmentName(given, 'application/pdf')
        expect(name.length).toBeLessThanOrEqual(120)
        expect(name).toMatch(/^[^./\\\p{Cc}][^/\\\p{Cc}]*\.pdf$/u)
      }),
    )
  })
})

describe('what is asked for by a hash', () => {
  it('is nothing where it is no hash, and never a file elsewhere', async () => {
    writeFileSync(join(folder, 'secret.json'), '{}')
    for (const hash of ['../secret', 'secret', '', 'A'.repeat(64), `${'a'.repeat(63)}/`, '%2e%2e'])
      expect([store().find(hash), await store().read(hash)]).toEqual([null, null])
  })

  it('is nothing while it is only half on disk', async () => {
    const { hash } = await store().keep(aPng(), 'a')
    const path = join(folder, hash.slice(0, 2), hash)
    writeFileSync(path, aPng().subarray(0, 20))
    expect(store().find(hash)).toBeNull()
    await store().keep(aPng(), 'a')
    expect(await store().read(hash)).toEqual(aPng())
    rmSync(`${path}.json`)
    expect(store().find(hash)).toBeNull()
  })
})

describe('files that no fact refers to', () => {
  const dayMs = 86_400_000
  const age = (hours: number, now: number) => {
    for (const file of filesKept())
      utimesSync(join(folder, file), 0, (now - hours * 3_600_000) / 1000)
  }

  it('go after a day, with what was half-written; what is referred to or new stays', async () => {
    const now = Date.UTC(2026, 10, 5)
    const used = await store().keep(aPng({ grey: 1 }), 'a')
    const lost = await store().keep(aPng({ grey: 2 }), 'b')
    writeFileSync(join(folder, used.hash.slice(0, 2), `${used.hash}.x.tmp`), 'half')
    const isUsed = (hash: string) => hash === used.hash
    age(23, now)
    expect(removeOrphans(folder, isUsed, now)).toBe(0)
    age(25, now)
    const fresh = await store().keep(aPng({ grey: 3 }), 'c')
    utimesSync(join(folder, fresh.hash.slice(0, 2), `${fresh.hash}.json`), 0, now / 1000)
    expect(removeOrphans(folder, isUsed, now)).toBe(3)
    expect([used, lost, fresh].map(({ hash }) => store().find(hash) !== null)).toEqual([
      true,
      false,
      true,
    ])
    expect(filesKept()).toHaveLength(4)
    expect(removeOrphans(folder, isUsed, now + 30 * dayMs)).toBe(2)
    expect(readFileSync(join(folder, used.hash.slice(0, 2), used.hash))).toEqual(aPng({ grey: 1 }))
    expect(removeOrphans(join(folder, 'none'), isUsed, now)).toBe(0)
  })
})
