import { crc32, deflateSync } from 'node:zlib'

const chunk = (name: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const head = Buffer.alloc(4)
  const tail = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  tail.writeUInt32BE(crc32(named) >>> 0)
  return Buffer.concat([head, named, tail])
}

/** A PNG of one grey dot; `texts` become chunks that a camera or editor would leave. */
export function aPng({ texts = [] as string[], grey = 7 } = {}): Buffer {
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')),
    ...texts.map((text) => chunk('tEXt', Buffer.from(`Author\0${text}`))),
    chunk('IDAT', deflateSync(Buffer.from([0, grey]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** EXIF with an orientation, and a place and owner as telephones write them. */
function someExif(up: number): Buffer {
  const tiff = Buffer.from('49492a0008000000010012010300010000000000000000000000', 'hex')
  tiff.writeUInt16LE(up, 18)
  return Buffer.concat([
    Buffer.from('Exif\0\0', 'latin1'),
    tiff,
    Buffer.from('GPS 32.01N 120.86E 张三'),
  ])
}

/** A JPEG in form: segments as a telephone writes them around a scan with stuffed and restart bytes. */
export function aJpeg({ up = 6, after = '' } = {}): Buffer {
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    segment(0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, someExif(up)),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta owner="张三"/>')),
    segment(0xed, Buffer.from('Photoshop 3.0\0 by 张三')),
    segment(0xfe, Buffer.from('comment by 张三')),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xda, Buffer.from('010100003f00', 'hex')),
    Buffer.from('12ff0034ffd056', 'hex'),
    Buffer.from('ffd9', 'hex'),
    Buffer.from(after),
  ])
}

const riffChunk = (name: string, data: Buffer): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(data.length)
  return Buffer.concat([Buffer.from(name, 'latin1'), size, data, Buffer.alloc(data.length % 2)])
}

/** A WebP in form: extended, with EXIF and XMP behind its picture. */
export function aWebp(): Buffer {
  const chunks = [
    riffChunk('VP8X', Buffer.from('0c000000000000000000', 'hex')),
    riffChunk('VP8L', Buffer.from('2f00000000070', 'hex')),
    riffChunk('EXIF', Buffer.from('GPS 张三')),
    riffChunk('XMP ', Buffer.from('owner 张三')),
  ]
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from('RIFF'), size, body])
}

/** A PDF that runs a script where a reader lets it. */
export const aPdf = (): Buffer =>
  Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  )

/** What is a picture to one reader and a page to another. */
export const aGifPage = (): Buffer =>
  Buffer.from(
    'GIF89a/*\x01\x00\x01\x00*/=1;</script><html><script>alert(1)</script></html>',
    'latin1',
  )
