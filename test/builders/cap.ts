/** What a test says of a CAP message; `info` null = without any. */
export interface CapSaid {
  identifier?: string
  sender?: string
  sent?: string
  status?: string
  msgType?: string
  scope?: string
  references?: string
  /** XML of the info's fields that differ, by element. */
  info?: Record<string, string> | null
  /** XML inside the info's area, after areaDesc. */
  area?: string
  /** XML before the end of the alert. */
  more?: string
  version?: string
}

/** A CAP message (CAP 消息): 大雾黄色预警 for district 320681, sent at 08:00 and over at 16:00. */
export function aCap(said: CapSaid = {}): string {
  const given = {
    ...{ identifier: 'A1', sender: 'qxj@example.cn', sent: '2026-11-23T08:00:00+08:00' },
    ...{ status: 'Actual', msgType: 'Alert', scope: 'Public', version: '1.2', more: '' },
    ...said,
  }
  const tag = (name: string, text: string | undefined) =>
    text === undefined ? '' : `<${name}>${text}</${name}>`
  const info: Record<string, string> = {
    ...{ category: 'Met', event: '大雾', urgency: 'Expected', severity: 'Moderate' },
    ...{ certainty: 'Likely', expires: '2026-11-23T16:00:00+08:00', senderName: '市气象台' },
    ...{ headline: '大雾黄色预警', description: '能见度小于 500 米。', instruction: '减速慢行。' },
    ...said.info,
  }
  const area =
    said.area ?? '<geocode><valueName>行政区划代码</valueName><value>320681</value></geocode>'
  const fields = Object.entries(info)
    .filter(([, text]) => text !== '-')
    .map(([name, text]) => tag(name, text))
  const content =
    said.info === null
      ? ''
      : `<info>${fields.join('')}<area><areaDesc>沿海</areaDesc>${area}</area></info>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:${given.version}">${[
    ...(['identifier', 'sender', 'sent', 'status', 'msgType', 'scope', 'references'] as const).map(
      (name) => (given[name] === '-' ? '' : tag(name, given[name])),
    ),
    content,
    given.more,
  ].join('')}</alert>`
}
