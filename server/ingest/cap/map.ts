import { createHash } from 'node:crypto'
import type { NewFactOf } from '../../../shared/events/index.ts'
import type { WarningInfo, WarningMessage } from '../../../shared/events/warning-parts.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import { hourMs } from '../../../shared/time/civil.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import { nameOf, type WarningFactType } from '../../../shared/warnings/fold.ts'
import { joinTexts, type WarningText } from '../../../shared/warnings/texts.ts'
import { describeMasked, mask, maskedTotal, type MaskCounts } from '../mask.ts'
import type { Note } from '../ports.ts'
import type { CityPoints } from './city-points.ts'
import { regionOfGeocode } from './geocodes.ts'
import type { CapAlert, CapInfo } from './record.ts'
import { severityOf } from './severity.ts'

/** Where no end is given a warning holds for so long (our default; CAP leaves it to the receiver). */
export const usualHours = 24

/** The city as messages are mapped onto it. */
export interface WarningCity {
  tree: RegionTree
  zone: Zone
  points: CityPoints
}

/** The source that every CAP message speaks as in the log. */
export const capSource = 'cap'

const types = {
  Alert: 'warning-issued',
  Update: 'warning-updated',
  Cancel: 'warning-cancelled',
} as const satisfies Record<string, WarningFactType>

type Warns = CapAlert & { msgType: keyof typeof types }

/** Ack and Error speak of messages, not of dangers. */
export const warns = (alert: CapAlert): alert is Warns => alert.msgType in types

export const digestOf = (alert: CapAlert): string =>
  createHash('sha256').update(JSON.stringify(alert)).digest('hex')

/**
 * A message as a fact: regions resolved, severity mapped, texts masked. Of several languages only the
 * Chinese contents stand, else those of the first. `contact` and `resource` are never kept.
 */
export function warningFact(alert: Warns, city: WarningCity, notes: Note[]) {
  const { sender, identifier, sentAt, cap, status, signed, references } = alert
  const masked: MaskCounts = {}
  const clean = (text: string): string => mask(text, masked)
  const infos = inOneLanguage(alert.infos, notes)
  const body: WarningMessage = {
    ...{ sender, identifier, sentAt, cap, status, signed, references },
    digest: digestOf(alert),
    infos: infos.map((info) => infoOf(info, alert, city, clean, notes)),
  }
  const texts = infos.map((info): WarningText => ({
    headline: cleanText(info.headline, clean),
    description: cleanText(info.description, clean),
    instruction: cleanText(info.instruction, clean),
  }))
  if (maskedTotal(masked) > 0)
    notes.push({ code: 'masked', message: `正文中 ${describeMasked(masked)}，已隐去后保存。` })
  const fact: NewFactOf = {
    type: types[alert.msgType],
    source: capSource,
    key: nameOf(alert),
    ...{ occurredAt: sentAt, publishedAt: sentAt, body },
    text: { title: texts[0]?.headline ?? undefined, description: joinTexts(texts) },
  }
  return { fact, body }
}

function inOneLanguage(infos: readonly CapInfo[], notes: Note[]): readonly CapInfo[] {
  const chinese = infos.filter(({ language }) => language !== null && /^zh\b/i.test(language))
  const [first] = infos
  const kept =
    chinese.length > 0 ? chinese : infos.filter((info) => info.language === first?.language)
  if (kept.length < infos.length)
    notes.push({
      code: 'other-languages',
      message: `共 ${infos.length} 个 info，只用 ${kept[0]?.language ?? '未注明语言'} 的 ${kept.length} 个。`,
    })
  return kept
}

function infoOf(
  info: CapInfo,
  alert: CapAlert,
  { tree, zone, points }: WarningCity,
  clean: (text: string) => string,
  notes: Note[],
): WarningInfo {
  const from = info.effective ?? alert.sentAt
  const day = zone.isoDate(zone.dayOf(alert.sentAt))
  const areas = info.areas.map(({ desc, polygons, circles, geocodes }) => ({
    desc: clean(desc),
    ...{ polygons, circles },
    geocodes: geocodes.map((code) => ({ ...code, region: regionOfGeocode(code, tree, day) })),
  }))
  const byCode = areas.flatMap(({ geocodes }) => geocodes.flatMap(({ region }) => region ?? []))
  if (info.expires === null)
    notes.push({
      code: 'no-expires',
      message: `未写 expires，按生效后 ${usualHours} 小时到期；更新或解除可随时改。`,
    })
  return {
    event: clean(info.event),
    ...{ categories: info.categories, responses: info.responses },
    ...{ urgency: info.urgency, certainty: info.certainty, severity: severityOf(info) },
    senderName: info.senderName === null ? null : clean(info.senderName),
    ...{ from, until: info.expires ?? from + usualHours * hourMs },
    ...{ untilGiven: info.expires !== null, onset: info.onset },
    areas,
    regions: points.concerned(info.areas, byCode),
  }
}

/** Web pages' line breaks become ours; lines broken in the middle of a sentence stay as they are. */
function cleanText(text: string | null, clean: (text: string) => string): string | null {
  if (text === null) return null
  return clean(
    text
      .replace(/<br\s*\/?>/gi, '\n')
      .replace(/[ \t]+\n/g, '\n')
      .trim(),
  )
}
