import type { WarningKind } from '../../shared/warnings/fold.ts'
import type { WarningPart, WarningRow } from '../../shared/warnings/rows.ts'
import { timeOf } from './clock.ts'
import { colourNameOf, numeralOf } from './severity.ts'

/** Names that stand before 等: in one line, and in a text. */
const mostNames = 3
const mostRegions = 12

/** 大雾黄色预警: the event with its colour, unless it says one itself; of unknown severity the event alone. */
export function warningName({ event, severity }: Pick<WarningPart, 'event' | 'severity'>): string {
  if (/预警|警报|warning|watch/i.test(event)) return event
  return severity === null ? event : `${event}${colourNameOf(severity)}色预警`
}

/** Where, in the source's own words; without them, our regions: 如东县、启东市等 4 处. */
export function areaWords({ areas, regions }: Pick<WarningPart, 'areas' | 'regions'>): string {
  const said = areas.map(({ desc }) => desc)
  const names = said.length > 0 ? said : regions.map(({ name }) => name)
  return listed(names, mostNames)
}

/** Our regions that it concerns, by name. */
export const regionWords = (regions: WarningPart['regions']): string =>
  listed(
    regions.map(({ name }) => name),
    mostRegions,
  )

function listed(names: readonly string[], most: number): string {
  const first = names.slice(0, most).join('、')
  return names.length > most ? `${first}等 ${names.length} 处` : first
}

/** 至 16:00; 至 11月24日 08:00; a source that gave no end says so. */
export function untilWords(part: WarningPart, now: number, zone: string): string {
  const until = `至 ${timeOf(part.until, zone, now)}`
  return part.untilGiven ? until : `${until}（未注明期限）`
}

/** How grave it is, in one word: Ⅲ级黄色, 等级未注明. */
export const gravityWords = (severity: WarningPart['severity']): string =>
  severity === null ? '等级未注明' : `${numeralOf(severity)}级${colourNameOf(severity)}色`

const kinds: Record<WarningKind, string> = { issued: '发布', updated: '更新', cancelled: '解除' }
export const stepName = (kind: WarningKind): string => kinds[kind]

/** Who says so: the name that it gives itself, else its address. */
export const senderWords = (row: Pick<WarningRow, 'sender'>, part: WarningPart): string =>
  part.senderName ?? row.sender
