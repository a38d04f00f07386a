import { createHash } from 'node:crypto'
import type { Severity } from '../../../../shared/city/pack.ts'
import type { SourceFact } from '../../../../shared/events/source-fact.ts'
import {
  timeFields,
  type TimeField,
  type WorkOrderField,
  type WorkOrderMapping,
} from '../../../../shared/imports/mapping.ts'
import { makeZone, type Zone } from '../../../../shared/time/zone.ts'
import type { WorkOrderCity } from '../city.ts'
import { Findings, type RowFinding } from '../issue.ts'
import type { ColumnPlan } from '../plan.ts'
import { cellText, type SheetCell } from '../../tables/grid.ts'
import { plain } from '../../tables/words.ts'
import { orderNumber } from './order-number.ts'
import { readPlace, type PlaceRule } from './place.ts'
import { headOf, stepFacts } from './step-facts.ts'
import { openingTime, stepTimes } from './step-times.ts'
import { timeReader, type TimeCell } from './time-cell.ts'
import { typeReader, type TypeReader } from './type.ts'
import { ratingWords, severityWords, statusWords } from './words.ts'

/** A word that nobody knows, by the column it stands in. */
export interface UnknownWord {
  kind: 'region' | 'type' | 'department' | 'status' | 'severity' | 'rating'
  given: string
  near: string[]
}

/** What one row came to. */
export interface ReadRow {
  number: string
  facts: SourceFact[]
  /** Facts as far as they could be read, for the dead letters. */
  refused: Record<string, unknown>[]
  findings: RowFinding[]
  unknown: UnknownWord[]
  /** Digest of all that the mapping reads of the row. */
  content: string
}

const mostNumber = 80

/** Reads the rows of one sheet by one mapping (逐行读取); pure but for what it remembers of formats. */
export class RowReader {
  readonly #times: Partial<Record<TimeField, (cell: SheetCell) => TimeCell>> = {}
  readonly #zone: Zone
  readonly #place: PlaceRule
  readonly #type: TypeReader
  readonly #words

  constructor(
    readonly mapping: WorkOrderMapping,
    readonly plan: ColumnPlan,
    readonly city: WorkOrderCity,
    readonly now: number,
  ) {
    const { valueMaps, columnDateFormats, dateFormats, region, coordinates, zone } = mapping
    this.#zone = zone === undefined ? city.zone : makeZone(zone)
    for (const field of timeFields)
      if (plan.at[field] !== undefined)
        this.#times[field] = timeReader(columnDateFormats[field] ?? dateFormats, this.#zone)
    const { tree } = city
    const within =
      (region.within === undefined ? undefined : tree.byCode(region.within)) ?? tree.root
    this.#place = { by: region.by, within, coordinates, words: wordsOf(valueMaps.region) }
    this.#type = typeReader(mapping, city)
    this.#words = {
      status: wordsOf(valueMaps.status),
      severity: wordsOf(valueMaps.severity),
      rating: wordsOf(valueMaps.rating),
      department: wordsOf(valueMaps.department),
    }
  }

  read(cells: readonly SheetCell[]): ReadRow {
    const findings = new Findings()
    const unknown: UnknownWord[] = []
    const at = (field: WorkOrderField): SheetCell => {
      const index = this.plan.at[field]
      return index === undefined ? null : (cells[index] ?? null)
    }
    const text = (field: WorkOrderField): string => this.#text(at(field), field, findings)
    const facts: SourceFact[] = []
    const refused: Record<string, unknown>[] = []
    const content = this.#contentOf(cells)
    const done = (number: string): ReadRow => {
      return { number, facts, refused, findings: findings.all, unknown, content }
    }

    const { number, rounded } = orderNumber(at('number'))
    if (number === '' || number.length > mostNumber) {
      const what = number === '' ? '没有工单编号' : `工单编号超过 ${mostNumber} 字`
      findings.refuse(
        number === '' ? 'no-number' : 'long-number',
        'number',
        number,
        `${what}，此行未收。`,
      )
      return done('')
    }
    if (rounded) {
      const what = '疑似被 Excel 四舍五入：只有前 15 位可靠；请把该列设为文本后重新导出。'
      findings.refuse('rounded-number', 'number', number, what)
      return done(number)
    }

    const course = { source: this.mapping.source, number }
    const parts = {
      cellOf: at,
      read: (field: TimeField, cell: SheetCell) => this.#times[field]?.(cell) ?? null,
      zone: this.#zone,
      now: this.now,
      findings,
    }
    const [title, description] = this.#texts(text('title'), text('description'), findings)
    const { eventType, unmatched } = this.#type({ type: text('type'), title, description })
    if (unmatched) unknown.push({ kind: 'type', ...unmatched })
    const told = {
      eventType,
      ...this.#severity(text('severity'), findings, unknown),
      ...this.#repeat(text('repeat'), findings),
      ...((title || description) && {
        text: { ...(title && { title }), ...(description && { description }) },
      }),
    }
    const opened = openingTime(parts)
    const place =
      opened === null
        ? null
        : readPlace(
            {
              region: text('region'),
              parentRegion: text('parentRegion'),
              lng: text('lng'),
              lat: text('lat'),
            },
            this.#place,
            this.city,
            this.city.zone.isoDate(this.city.zone.dayOf(opened)),
            findings,
          )
    if (opened === null || place === null) {
      const given = opened ?? cellText(at('occurredAt'))
      refused.push({
        ...headOf('case-reported', course, 0),
        occurredAt: given,
        ...(text('region') !== '' && { region: text('region') }),
        ...told,
      })
      return done(number)
    }
    if (place.unmatched) unknown.push({ kind: 'region', ...place.unmatched })
    const { region, point } = place
    facts.push({
      ...headOf('case-reported', course, opened),
      ...(region !== undefined && { region }),
      ...(point !== undefined && { point }),
      ...told,
    })

    const times = stepTimes(opened, parts)
    for (const [field, type] of stepTypes)
      if (times[field] === null)
        refused.push({ ...headOf(type, course, 0), occurredAt: cellText(at(field)) })
    const status = text('status')
    facts.push(
      ...stepFacts(
        {
          ...course,
          ...{ opened, times, status },
          stage: this.#word('status', status, statusWords, findings, unknown),
          department: this.#department(text('department'), unknown),
          result: text('result'),
          rating: this.#word('rating', text('rating'), ratingWords, findings, unknown) || null,
        },
        findings,
      ),
    )
    return done(number)
  }

  #text(cell: SheetCell, field: WorkOrderField, findings: Findings): string {
    if (cell?.kind !== 'fault') return cellText(cell)
    findings.warn('formula-fault', field, cell.text, '公式出错，没有值，按未填记。')
    return ''
  }

  /** Without a column of titles the beginning of the content is one. */
  #texts(title: string, description: string, findings: Findings): [string, string] {
    const most = this.plan.at.title === undefined ? 60 : 300
    const given = this.plan.at.title === undefined ? description : title
    if (description.length > 4000 || title.length > 300)
      findings.warn('text-cut', 'description', '', '标题超过 300 字或内容超过 4000 字，只留开头。')
    return [given.slice(0, most), description.slice(0, 4000)]
  }

  #severity(given: string, findings: Findings, unknown: UnknownWord[]): { severity?: Severity } {
    const severity = this.#word('severity', given, severityWords, findings, unknown)
    return severity ? { severity } : {}
  }

  #repeat(given: string, findings: Findings): { repeat?: number } {
    if (given === '') return {}
    const repeat = Number(given)
    if (Number.isInteger(repeat) && repeat >= 1) return { repeat }
    findings.warn('bad-repeat', 'repeat', given, '第几次诉求应为正整数，未记。')
    return {}
  }

  /** What a word means by the mapping, else everywhere; null = nothing is said, or nobody knows. */
  #word<V extends string | number>(
    kind: 'status' | 'severity' | 'rating',
    given: string,
    usual: ReadonlyMap<string, V>,
    findings: Findings,
    unknown: UnknownWord[],
  ): V | null {
    if (given === '') return null
    const word = plain(given)
    const meant = (this.#words[kind] as ReadonlyMap<string, V>).get(word) ?? usual.get(word)
    if (meant !== undefined) return meant
    unknown.push({ kind, given, near: [] })
    findings.warn(
      `unknown-${kind}`,
      kind,
      given,
      `不认识的词“${given.slice(0, 20)}”，按未填记；请在映射的值对照中补上。`,
    )
    return null
  }

  #department(given: string, unknown: UnknownWord[]): string {
    if (given === '') return ''
    const word = plain(given)
    const id = this.#words.department.get(word) ?? this.city.departments.get(word)
    if (id === undefined) unknown.push({ kind: 'department', given, near: [] })
    return id ?? given
  }

  #contentOf(cells: readonly SheetCell[]): string {
    const hash = createHash('sha1')
    for (const index of Object.values(this.plan.at))
      hash.update(`${cellText(cells[index] ?? null)}\u0000`)
    return hash.digest('hex')
  }
}

const stepTypes = [
  ['acceptedAt', 'case-accepted'],
  ['registeredAt', 'case-registered'],
  ['dispatchedAt', 'case-dispatched'],
  ['signedAt', 'case-signed'],
  ['resolvedAt', 'case-resolved'],
  ['verifiedAt', 'case-verified'],
  ['closedAt', 'case-closed'],
  ['ratedAt', 'case-rated'],
] as const

const wordsOf = <V>(map: Readonly<Record<string, V>>): ReadonlyMap<string, V> =>
  new Map(Object.entries(map).map(([word, value]) => [plain(word), value]))
