import { afterEach, describe, expect, test } from 'vitest'
import { aCap, type CapSaid } from '../../../test/builders/cap.ts'
import { warningCity } from '../../../test/warning-city.ts'
import { DomainError } from '../../../shared/errors.ts'
import { capLimits } from './read-xml.ts'
import { CapRefusal } from './refusal.ts'

let city = warningCity()
afterEach(() => {
  city.close()
  city = warningCity()
})

/** What a message is refused with: the code, and each reason. */
async function refusal(body: string | Uint8Array, charset: string | null = null) {
  try {
    return await city.take(body, charset)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const reasons = error instanceof CapRefusal ? error.reasons.map((r) => r.message) : null
    return [error.code, ...(reasons ?? [error.params.what])]
  }
}
const polygon = (points: string) => `<polygon>${points}</polygon>`
const circle = (text: string) => `<circle>${text}</circle>`
const bomb = `<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><alert>&b;</alert>`

describe('what is no CAP is refused whole, and nothing is stored', () => {
  const nested = (depth: number) =>
    aCap({ more: '<x>'.repeat(depth) + '</x>'.repeat(depth), version: '1.2' })
  test.each<[string, string | Uint8Array, string]>([
    ['an empty body', '', '请求体为空；应为一份 CAP 1.2 的 XML。'],
    ['JSON', '{"a":1}', '不是 XML：开头不是 <；应为一份 CAP 1.2 的 XML。'],
    [
      'a message cut off',
      aCap().slice(0, 300),
      'XML 不完整或有错：第 2 行第 261 列，标签 <event> 没有结束；请核对后重发整份。',
    ],
    ['entities that grow', bomb, 'XML 里有 DOCTYPE：不收文档类型与实体定义；请去掉后重发。'],
    [
      'an entity that nobody defined',
      aCap({ info: { event: '&boom;' } }),
      'XML 不完整或有错：第 2 行第 259 列，用了未定义的实体；请核对后重发整份。',
    ],
    ['deep nesting', nested(20_000), '嵌套超过 16 层；CAP 只有五层，请核对后重发。'],
    [
      'elements without end',
      aCap({ more: '<x/>'.repeat(20_001) }),
      '元素超过 20000 个；请分成多条预警。',
    ],
    [
      'another vocabulary',
      '<rss/>',
      '根元素 <rss>（无命名空间） 不是 CAP 1.2；根元素应为 <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">（1.1 也收）。',
    ],
    [
      'CAP 1.0',
      aCap({ version: '1.0' }),
      'CAP 1.0 不是 CAP 1.2；根元素应为 <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">（1.1 也收）。',
    ],
    [
      'an encoding that nobody knows',
      aCap().replace('UTF-8', 'EBCDIC-9'),
      '不认识的编码 EBCDIC-9；请用 UTF-8 重发。',
    ],
    [
      'bytes that are not what is declared',
      Buffer.from(aCap({ info: { event: 'é' } }), 'latin1'),
      '内容不是声明的 UTF-8 编码；请按声明编码，或用 UTF-8 重发。',
    ],
  ])('%s', async (_what, body, message) => {
    expect(await refusal(body)).toEqual(['bad-request', message])
    expect(city.list({ state: 'all' }).rows).toEqual([])
    expect(city.letters).toMatchObject([{ source: 'cap', reason: 'bad-request', detail: message }])
  })

  test('more than a mebibyte is not even read', async () => {
    const big = Buffer.alloc(16 * 1024 * 1024, '<')
    expect(await refusal(big)).toEqual([
      'too-large',
      `一份 CAP 不超过 ${capLimits.bytes / 1024 / 1024} MiB；请去掉内嵌的附件后重发。`,
    ])
    expect(city.letters).toEqual([])
  })
})

describe('a fault in a message is named with place and remedy', () => {
  const offset = '应带时差，如 2026-11-23T08:00:00+08:00（世界时写 -00:00，不写 Z）。'
  test.each<[string, CapSaid, string]>([
    ['no scope', { scope: '-' }, '缺少 alert.scope，或为空；CAP 1.2 要求必填，请补上。'],
    [
      'an enumeration in other letters',
      { status: 'actual' },
      'alert.status 是 actual，应为 Actual、Exercise、System、Test、Draft 之一（区分大小写）。',
    ],
    [
      'a severity of nobody’s',
      { info: { severity: 'High' } },
      'alert.info.severity 是 High，应为 Extreme、Severe、Moderate、Minor、Unknown、Red、Orange、Yellow、Blue 之一（区分大小写）。',
    ],
    [
      'an empty urgency',
      { info: { urgency: '' } },
      '缺少 alert.info.urgency，或为空；CAP 1.2 要求必填，请补上。',
    ],
    [
      'a space in an identifier',
      { identifier: 'A 1' },
      'alert.identifier 不能含空格、逗号、< 和 &；请改写。',
    ],
    [
      'an ampersand in a sender',
      { sender: 'a&amp;b' },
      'alert.sender 不能含空格、逗号、< 和 &；请改写。',
    ],
    [
      'two identifiers',
      { more: '<identifier>A2</identifier>' },
      'alert.identifier 出现 2 次，只能有一个。',
    ],
    [
      'sent without an offset',
      { sent: '2026-11-23T08:00:00' },
      `alert.sent 是 2026-11-23T08:00:00，${offset}`,
    ],
    [
      'sent in Z',
      { sent: '2026-11-23T00:00:00Z' },
      `alert.sent 是 2026-11-23T00:00:00Z，${offset}`,
    ],
    [
      'a day that is not in the calendar',
      { sent: '2026-02-30T08:00:00+08:00' },
      `alert.sent 是 2026-02-30T08:00:00+08:00，${offset}`,
    ],
    [
      'sent in 1970',
      { sent: '1970-01-01T00:00:00+00:00' },
      'alert.sent 不在 2000—2100 年之间；请核对年份与时差。',
    ],
    [
      'sent tomorrow',
      { sent: '2026-11-24T08:00:00+08:00', info: { expires: '-' } },
      'alert.sent 晚于收到时刻 10 分钟以上；请校准时钟或时差。',
    ],
    [
      'an end in 9999',
      { info: { expires: '9999-12-31T23:59:59+00:00' } },
      'alert.info.expires 不在 2000—2100 年之间；请核对年份与时差。',
    ],
    [
      'an end before it was sent',
      { info: { expires: '2026-11-23T07:00:00+08:00' } },
      'alert.info.expires 早于 sent；请核对起止时间。',
    ],
    [
      'a polygon of two points',
      { area: polygon('32,121 32,122') },
      'alert.info.area.polygon 只有 2 个不同的点；多边形至少三个点，且首尾相同（共四对坐标）。',
    ],
    [
      'a polygon in lon,lat',
      { area: polygon('121,32 122,32 122,33 121,32') },
      'alert.info.area.polygon 里的 121,32 超出纬度 ±90、经度 ±180；疑似经纬颠倒，CAP 先纬度后经度。',
    ],
    [
      'a polygon beyond the earth',
      { area: polygon('32,121 32,181 33,121 32,121') },
      'alert.info.area.polygon 里的 32,181 超出纬度 ±90、经度 ±180。',
    ],
    [
      'a polygon of words',
      { area: polygon('这里 那里 别处 这里') },
      'alert.info.area.polygon 里的 这里 不是坐标；应为“纬度,经度”，点间用空格。',
    ],
    [
      'a circle without a radius',
      { area: circle('32.05,121.05') },
      'alert.info.area.circle 是 32.05,121.05，应为“纬度,经度 半径公里”，如 32.02,120.86 15。',
    ],
    [
      'an outline of too many points',
      { area: polygon(Array.from({ length: 2_002 }, (_, i) => `32,${121 + i / 1e5}`).join(' ')) },
      '范围共 2003 个点、0 个圆，上限 2000 和 100；请简化轮廓。',
    ],
    [
      'an update of nothing',
      { msgType: 'Update', references: '' },
      'alert.msgType 是 Update，须在 references 写明所指的消息：sender,identifier,sent。',
    ],
    [
      'a reference without its time',
      { msgType: 'Cancel', references: 'qxj@example.cn,A0', info: null },
      'alert.references 里的 qxj@example.cn,A0 不合要求；应为 sender,identifier,sent（sent 带时差），多条用空格分开。',
    ],
    [
      'a reference to itself',
      { msgType: 'Cancel', references: 'qxj@example.cn,A1,2026-11-23T08:00:00+08:00' },
      'alert.references 里的 qxj@example.cn,A1,2026-11-23T08:00:00+08:00 不早于本消息；只能指先前的消息。',
    ],
  ])('%s', async (_what, said, message) => {
    const [code, ...reasons] = (await refusal(aCap(said))) as string[]
    expect(code).toBe('unprocessable')
    expect(reasons).toContain(message)
    expect(city.list({ state: 'all' }).rows).toEqual([])
  })

  test('all faults come at once', async () => {
    const faults = await refusal(aCap({ scope: '-', info: { urgency: '', certainty: 'Sure' } }))
    expect(faults).toHaveLength(4)
  })

  test('what was not meant for everyone is refused and leaves no content', async () => {
    const words = 'alert.scope 是 Restricted：大屏人人可见，只收 Public；此消息未收，也未保存。'
    expect(await refusal(aCap({ scope: 'Restricted' }))).toEqual(['unprocessable', words])
    expect(city.letters).toMatchObject([{ reason: 'not-public', raw: '' }])
  })

  test('a dead letter keeps no contact and no telephone number', async () => {
    const info = { contact: '王某 13812345678', description: '致电 13912345678', severity: 'High' }
    await refusal(aCap({ info }))
    expect(city.letters[0]?.raw).toContain('[电话]')
    expect(city.letters[0]?.raw).not.toMatch(/王某|1391234/)
  })
})

describe('a message that is taken', () => {
  test('says where it lies, whom it concerns and how grave it is', async () => {
    expect(await city.take(aCap())).toEqual({
      verdict: 'accepted',
      position: 2,
      warning: 'qxj@example.cn,A1,2026-11-23T00:00:00.000Z',
      ...{ shown: true, why: null, regions: [{ code: '320681', name: '区域2' }] },
      ...{ severities: [3], notes: [] },
    })
    expect(city.list().rows).toMatchObject([
      { state: 'in-force', parts: [{ event: '大雾', severity: 3, headline: '大雾黄色预警' }] },
    ])
    const audit = city.database.sqlite.prepare('SELECT asker, action, position FROM audit').all()
    expect(audit).toEqual([{ asker: 'key', action: 'report-warning', position: 2 }])
  })

  test('twice is one, also in another encoding; another text under its name is a conflict', async () => {
    await city.take(aCap())
    expect(await city.take(aCap())).toMatchObject({ verdict: 'duplicate', position: 2 })
    const gbk = aCap({ sent: '2026-11-23T00:00:00-00:00' }).replace('UTF-8', 'utf-8')
    expect(await city.take(gbk)).toMatchObject({ verdict: 'duplicate', position: 2 })
    expect(await refusal(aCap({ info: { instruction: '停运。' } }))).toEqual([
      'conflict',
      'qxj@example.cn,A1,2026-11-23T00:00:00.000Z 已收过内容不同的消息，未收；若是更正，请换新的 identifier，以 Update 发来。',
    ])
    expect(city.list().total).toBe(1)
  })

  test('is read as its declaration says, by its mark, or by the header', async () => {
    const latin = aCap({ info: { senderName: 'Usulután' } }).replace('UTF-8', 'ISO-8859-1')
    await city.take(Buffer.from(latin.replace(/[一-龥。]/g, '?'), 'latin1'))
    expect(city.list().rows[0]?.parts[0]?.senderName).toBe('Usulután')
    const bare = aCap({ identifier: 'A2', info: { senderName: 'Usulután' } }).replace(
      ' encoding="UTF-8"',
      '',
    )
    await city.take(Buffer.from(bare.replace(/[一-龥。]/g, '?'), 'latin1'), 'iso-8859-1')
    expect(city.list().rows[0]?.parts[0]?.senderName).toBe('Usulután')
    const marked = aCap({ identifier: 'A3' }).replace('UTF-8', 'UTF-16')
    await city.take(Buffer.from(`\ufeff${marked}`, 'utf16le'))
    expect(city.list().rows[0]?.parts[0]?.headline).toBe('大雾黄色预警')
  })

  test.each([
    ['Extreme', '', 1],
    ['Severe', '', 2],
    ['Moderate', '', 3],
    ['Minor', '', 4],
    ['Unknown', '', null],
    ['Orange', '', 2],
    ['Moderate', '<valueName>预警级别</valueName><value>红色</value>', 1],
    ['Unknown', '<valueName>severity</valueName><value>Blue</value>', 4],
    ['Severe', '<valueName>HSAS</valueName><value>YELLOW</value>', 2],
  ])('severity %s %s is %s', async (severity, parameter, expected) => {
    const info = { severity, parameter: parameter || '-' }
    expect((await city.take(aCap({ info }))).severities).toEqual([expected])
  })

  test('of CAP 1.1, signed, with a prefix: says what was and was not done', async () => {
    const more =
      '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue>x</SignatureValue></Signature>'
    const plain = aCap({ version: '1.1', more })
    const prefixed = plain.replace('xmlns=', 'xmlns:cap=').replace(/<(\/?)(?=[a-z])/g, '<$1cap:')
    const { notes } = await city.take(prefixed)
    expect(notes.map(({ code }) => code)).toEqual(['older-version', 'signature-not-verified'])
  })

  test('of two languages stands in Chinese', async () => {
    const english =
      '<info><language>en-US</language><category>Met</category><event>Fog</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty></info>'
    const both = aCap({ info: { language: 'zh-CN' } }).replace('<info>', `${english}<info>`)
    expect((await city.take(both)).notes.map(({ message }) => message)).toEqual([
      '共 2 个 info，只用 zh-CN 的 1 个。',
    ])
    expect(city.list().rows[0]?.parts.map(({ event }) => event)).toEqual(['大雾'])
  })

  test('without an end holds for a day; with a telephone number loses it', async () => {
    const { notes } = await city.take(
      aCap({ info: { expires: '-', instruction: '致电 13812345678' } }),
    )
    expect(notes.map(({ code }) => code)).toEqual(['no-expires', 'masked'])
    expect(city.list().rows[0]?.parts[0]).toMatchObject({
      ...{ untilGiven: false, until: Date.parse('2026-11-24T08:00:00+08:00') },
      instruction: '致电 [电话]',
    })
  })

  test.each(['Ack', 'Error'])('%s is a receipt and is not kept', async (msgType) => {
    const answer = await city.take(aCap({ msgType, info: null }))
    expect(answer).toMatchObject({ verdict: 'ignored', position: null, shown: false })
    expect(city.list({ state: 'all' }).total).toBe(0)
  })

  test.each([
    [{ status: 'Exercise' }, 'status 为 Exercise（演练），存档不上屏。'],
    [{ info: null }, '没有 info，无内容可显示。'],
    [{ area: circle('48.2,16.4 50') }, '不涉及本市，存档不上屏。'],
    [{ info: { expires: '2026-11-23T08:30:00+08:00' } }, '收到时已过期，存档不上屏。'],
  ] as [CapSaid, string][])('that is not live is kept and not shown: %j', async (said, why) => {
    expect(await city.take(aCap(said))).toMatchObject({ verdict: 'accepted', shown: false, why })
    expect(city.list().total).toBe(0)
    expect(city.list({ state: 'all' }).total).toBe(1)
  })

  test('that cancels something unknown waits for it', async () => {
    const references = 'qxj@example.cn,A1,2026-11-23T08:00:00+08:00'
    const cancel = { identifier: 'C1', msgType: 'Cancel', references, info: null }
    const { verdict, notes } = await city.take(
      aCap({ ...cancel, sent: '2026-11-23T08:30:00+08:00' }),
    )
    expect([verdict, ...notes.map(({ message }) => message)]).toEqual([
      'accepted',
      '所指的 1 条消息尚未收到，收到时即按本消息处理：qxj@example.cn,A1,2026-11-23T00:00:00.000Z',
    ])
    await city.take(aCap())
    expect(city.list().total).toBe(0)
  })
})

describe('an area', () => {
  const code = (value: string, name = '行政区划代码') =>
    `<geocode><valueName>${name}</valueName><value>${value}</value></geocode>`
  const square = (west: number, east: number) =>
    polygon(`32,${west} 32,${east} 32.1,${east} 32.1,${west} 32,${west}`)
  test.each<[string, string, number[]]>([
    ['a district’s code', code('320681'), [2]],
    ['a town’s code of nine digits', code('320681101'), [4]],
    ['a town’s code of twelve', code('320681101000'), [4]],
    ['the province’s', code('320000'), [1]],
    ['another city’s', code('320500'), []],
    ['an American code that looks like ours', code('320681', 'SAME'), []],
    ['both districts', code('320681') + code('320682'), [1]],
    ['an outline around one town', square(121, 121.1), [4]],
    ['around a district: the district, not its towns', square(121.2, 121.4), [3]],
    ['across the border of two districts', square(121.15, 121.25), [5, 6]],
    ['a sliver over a border is nothing', square(121.0, 121.1005), [4]],
    ['an outline that is not closed', polygon('32,121 32,121.1 32.1,121.1 32.1,121'), [4]],
    ['a circle of three kilometres', circle('32.05,121.05 3'), [4]],
    ['a circle around the city', circle('32.05,121.2 60'), [1]],
    ['a single point', circle('32.051,121.052 0'), [4]],
    ['a place abroad', square(16, 17), []],
  ])('%s', async (_what, area, regions) => {
    await city.take(aCap({ area }))
    const { sqlite } = city.database
    const { message } = sqlite.prepare('SELECT message FROM warning').get() as { message: string }
    expect(JSON.parse(message).infos[0].regions).toEqual(regions)
  })

  test('of a district is seen from the city, the district and its towns, and from nowhere else', async () => {
    await city.take(aCap())
    const seen = [1, 2, 3, 4, 5, 6, 7].filter((region) => city.list({ region }).total === 1)
    expect(seen).toEqual([1, 2, 4, 5])
  })
})
