import { createHash } from 'node:crypto'
import type { Asker } from '../../../shared/access/asker.ts'
import { maySpeakFor } from '../../../shared/access/asker.ts'
import { mask } from '../../ingest/mask.ts'
import { caseOfFact } from '../../queries/case-of-fact.ts'
import type { Services } from '../services.ts'
import { badRequest, forbidden } from './faults.ts'
import { described, type ReportForm } from './report-form.ts'
import { reportPlace, type ReportPlace } from './report-place.ts'

/** The same report again within this time is the same one (our default). */
const sameReportMs = 600_000
const titleChars = 40

/** Takes a report in and answers its case id once it is on disk. Raises faults. */
export type TakeReport = (asker: Asker, form: ReportForm) => Promise<number>

/** The way of a report into the pipeline (报送): one `case-reported` of the pack's channel. */
export function makeTakeReport(services: Services): TakeReport {
  const { view, reference } = services
  const underway = new Map<string, Promise<number>>()
  return (asker, form) => {
    const { pack, tree } = view.epoch
    const channel = pack.open311Source
    if (channel === undefined)
      throw badRequest('本市未开通此报送渠道。This city takes no reports by this interface.')
    if (!maySpeakFor(asker, channel))
      throw forbidden('此密钥不能用于此渠道。This api_key may not report here.')
    const content = contentOf(form, reportPlace(form, tree, reference.regionAt))
    // The same report twice at once is one as well.
    const hash = hashOf(content)
    const known = underway.get(hash)
    if (known) return known
    const taking = takeOnce(services, asker, channel, { hash, content }).finally(() =>
      underway.delete(hash),
    )
    underway.set(hash, taking)
    return taking
  }
}

interface Report {
  hash: string
  content: ReturnType<typeof contentOf>
}

async function takeOnce(
  { view, take }: Services,
  asker: Asker,
  channel: string,
  { hash, content }: Report,
): Promise<number> {
  const now = view.clock.now()
  const spell = Math.floor(now / sameReportMs)
  const keyIn = (of: number) => `open311-${of}-${hash}`
  for (const of of [spell, spell - 1]) {
    const before = caseOfFact(view, channel, keyIn(of))
    if (before !== null && now - before.occurredAt < sameReportMs) return before.caseId
  }
  const key = keyIn(spell)
  const day = view.zone.isoDate(view.zone.dayOf(now)).replaceAll('-', '')
  const number = `S${day}-${hashOf(key).slice(0, 10)}`
  const fact = { type: 'case-reported', key, source: channel, case: number, occurredAt: now }
  const [verdict] = await take(asker, [{ ...fact, ...content }])
  const taken = caseOfFact(view, channel, key)
  if (taken !== null) return taken.caseId
  throw badRequest(
    `没有收下：${(verdict?.reasons ?? []).map(({ message }) => message).join(' ')} The report was not taken.`,
  )
}

/** What of a report is told on, without whatever names a person. */
function contentOf(form: ReportForm, place: ReportPlace) {
  const clean = (text: string | null) => (text === null ? undefined : mask(text, {}))
  const description = clean(described(form))
  const title = clean(form.title) ?? titleOf(description)
  return {
    eventType: form.type,
    region: place.region,
    point: place.point,
    ...(title !== undefined && { text: { title, description } }),
  }
}

/** The beginning of what was written, for lists. */
function titleOf(description: string | undefined): string | undefined {
  const line = description?.split(/\n|(?<=[。！？!?])/)[0]?.trim()
  return line !== undefined && line.length > titleChars ? `${line.slice(0, titleChars)}…` : line
}

const hashOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32)
