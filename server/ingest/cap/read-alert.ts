import { DomainError } from '../../../shared/errors.ts'
import type { WarningName } from '../../../shared/events/warning-parts.ts'
import { clockSkewMs } from '../times.ts'
import type { Note } from '../ports.ts'
import { fieldsOf, instantOf, type Fields } from './fields.ts'
import { mostShapes, pairsOf, readArea } from './read-area.ts'
import type { XmlElement } from './read-xml.ts'
import { capValues, type CapAlert, type CapInfo } from './record.ts'
import { domesticColours } from './severity.ts'

/** A message as read, what is wrong with it (anything = refused), and what is worth saying. */
export interface ReadAlert {
  alert: CapAlert
  scope: (typeof capValues.scope)[number]
  problems: Note[]
  notes: Note[]
}

const namespace = /^urn:oasis:names:tc:emergency:cap:(\d\.\d)$/
const signature = 'http://www.w3.org/2000/09/xmldsig#'

/**
 * Reads and checks one CAP message against the standard's own rules (CAP 1.2, §3.2). Every fault is
 * named at once. Raises `bad-request` for a document that is no CAP 1.1 or 1.2 at all.
 */
export function readAlert(root: XmlElement, receivedAt: number): ReadAlert {
  const cap = versionOf(root)
  const problems: Note[] = []
  const notes: Note[] = []
  const fields = fieldsOf(root, 'alert', problems)
  const identifier = named(fields, 'identifier')
  const sender = named(fields, 'sender')
  const sent = fields.time('sent', fields.need('sent'))
  if (sent !== null && sent > receivedAt + clockSkewMs)
    fields.wrong('in-future', 'sent', 'alert.sent 晚于收到时刻 10 分钟以上；请校准时钟或时差。')
  const sentAt = sent ?? Infinity
  const status = fields.oneOf('status', fields.need('status'), capValues.status)
  const msgType = fields.oneOf('msgType', fields.need('msgType'), capValues.msgType)
  const scope = fields.oneOf('scope', fields.need('scope'), capValues.scope)
  const self = { sender, identifier, sentAt }
  const references = referencesOf(fields, self)
  if ((msgType === 'Update' || msgType === 'Cancel') && fields.maybe('references') === null)
    fields.wrong(
      'missing-references',
      'references',
      `alert.msgType 是 ${msgType}，须在 references 写明所指的消息：sender,identifier,sent。`,
    )
  const infos = fields.within('info').map((info) => readInfo(info, sent, notes))
  const areas = infos.flatMap((info) => info.areas)
  const points = areas.flatMap(({ polygons }) => polygons.flat()).length
  const circles = areas.flatMap((area) => area.circles).length
  if (points > mostShapes.points || circles > mostShapes.circles)
    fields.wrong(
      'too-many-points',
      'info',
      `范围共 ${points} 个点、${circles} 个圆，上限 ${mostShapes.points} 和 ${mostShapes.circles}；请简化轮廓。`,
    )
  const signed = root.children.some(({ uri, name }) => uri === signature && name === 'Signature')
  tellOf({ cap, signed, root }, notes)
  return {
    alert: { cap, ...self, status, msgType, signed, references, infos },
    scope,
    problems,
    notes,
  }
}

function versionOf({ name, uri }: XmlElement): CapAlert['cap'] {
  const version = namespace.exec(uri)?.[1]
  if (name === 'alert' && (version === '1.1' || version === '1.2')) return version
  const found =
    version === undefined
      ? `根元素 <${name.slice(0, 40)}>（${uri.slice(0, 80) || '无命名空间'}）`
      : `CAP ${version}`
  throw new DomainError({
    code: 'bad-request',
    params: {
      what: `${found} 不是 CAP 1.2；根元素应为 <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">（1.1 也收）。`,
    },
  })
}

function tellOf(
  { cap, signed, root }: { cap: string; signed: boolean; root: XmlElement },
  notes: Note[],
): void {
  if (cap === '1.1') notes.push({ code: 'older-version', message: '按 CAP 1.1 收下，规则同 1.2。' })
  if (signed)
    notes.push({
      code: 'signature-not-verified',
      message: '带有数字签名；签名未验证，按来源密钥认来源。',
    })
  const foreign = root.children.filter(({ uri }) => uri !== root.uri && uri !== signature)
  if (foreign.length > 0)
    notes.push({ code: 'foreign-elements', message: `${foreign.length} 个非 CAP 元素未读。` })
}

/** §3.2.1: neither spaces, nor commas, nor < and &. */
function named(fields: Fields, name: 'identifier' | 'sender'): string {
  const text = fields.need(name)
  if (/[\s,<&]/.test(text))
    fields.wrong('forbidden-character', name, `alert.${name} 不能含空格、逗号、< 和 &；请改写。`)
  else if (text.length > 200)
    fields.wrong('too-long', name, `alert.${name} 有 ${text.length} 字，上限 200。`)
  return text
}

function referencesOf(fields: Fields, self: WarningName): WarningName[] {
  const given = fields.maybe('references')?.split(/\s+/) ?? []
  return given.flatMap((triple) => {
    const [sender = '', identifier = '', sent = '', ...more] = triple.split(',')
    const sentAt = instantOf(sent)
    if (sender === '' || identifier === '' || sentAt === null || more.length > 0) {
      fields.wrong(
        'invalid-reference',
        'references',
        `alert.references 里的 ${triple.slice(0, 80)} 不合要求；应为 sender,identifier,sent（sent 带时差），多条用空格分开。`,
      )
      return []
    }
    if (
      sentAt > self.sentAt ||
      (sender === self.sender && identifier === self.identifier && sentAt === self.sentAt)
    ) {
      fields.wrong(
        'reference-not-earlier',
        'references',
        `alert.references 里的 ${triple.slice(0, 80)} 不早于本消息；只能指先前的消息。`,
      )
      return []
    }
    return [{ sender, identifier, sentAt }]
  })
}

function readInfo(info: Fields, sent: number | null, notes: Note[]): CapInfo {
  const categories = info.every('category')
  if (categories.length === 0) info.need('category')
  categories.forEach((category) => info.oneOf('category', category, capValues.category))
  const responses = info.every('responseType')
  responses.forEach((response) => info.oneOf('responseType', response, capValues.responseType))
  const time = (name: string) => info.time(name, info.maybe(name))
  const expires = time('expires')
  if (expires !== null && sent !== null && expires < sent)
    info.wrong('expires-before-sent', 'expires', `${info.path}.expires 早于 sent；请核对起止时间。`)
  info.within('resource').forEach((resource) => {
    resource.need('resourceDesc')
    resource.need('mimeType')
  })
  return {
    language: info.maybe('language'),
    categories,
    event: info.need('event'),
    responses,
    urgency: info.oneOf('urgency', info.need('urgency'), capValues.urgency),
    severity: info.oneOf('severity', info.need('severity'), [
      ...capValues.severity,
      ...domesticColours,
    ]),
    certainty: info.oneOf('certainty', info.need('certainty'), capValues.certainty),
    codes: [...pairsOf(info, 'eventCode'), ...pairsOf(info, 'parameter')],
    effective: time('effective'),
    onset: time('onset'),
    expires,
    senderName: info.maybe('senderName'),
    headline: info.maybe('headline'),
    description: info.maybe('description'),
    instruction: info.maybe('instruction'),
    areas: info.within('area').map((area) => readArea(area, notes)),
  }
}
