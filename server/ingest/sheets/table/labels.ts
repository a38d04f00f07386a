import type { Region } from '../../../../shared/city/pack.ts'
import type { Period } from '../../../../shared/time/period.ts'
import { grainOf, feedOf, type SheetCity } from '../city.ts'
import { foundText, type SheetIssue, type SheetIssueCode } from '../issue.ts'
import type { SheetMapping } from '../mapping/sheet-mapping.ts'
import { cellText, type SheetCell } from '../../tables/grid.ts'
import { plain } from '../../tables/words.ts'
import { cellPeriod, periodIn, type ReadPeriod } from './period-words.ts'
import type { RegionScope } from '../../tables/region-names.ts'

/** A cell that says of which region, measure or period the numbers beside it are. */
export interface Label {
  cell: SheetCell
  /** Where to point when it is wrong; row from 1, 0 = none. */
  row: number
  column: string | null
  /** What stands in the column of parents (所属县区), for regions. */
  parent?: string
}

export interface LabelledRegion {
  region: Region
  total: { tolerance: number | null } | null
}

/** Reads the labels of one sheet; each wrong one is an issue once, and null. */
export class Labels {
  readonly issues: SheetIssue[] = []
  readonly #said = new Set<string>()
  readonly #periods = new Map<string, ReadPeriod>()
  readonly #grain
  readonly #scope: RegionScope

  constructor(
    readonly city: SheetCity,
    readonly mapping: SheetMapping,
    readonly sheet: string,
    /** The year of periods written without one. */
    readonly year: number | null,
  ) {
    const { pack, tree } = city
    const { regions } = mapping
    this.#grain = grainOf(feedOf(pack, mapping.feed))
    const within = regions.in === 'fixed' ? undefined : regions.within
    this.#scope = {
      within: (within === undefined ? undefined : tree.byCode(within)) ?? tree.root,
      aliases: regions.in === 'fixed' ? {} : regions.aliases,
      ...(regions.in !== 'fixed' && regions.level !== undefined && { level: regions.level }),
    }
  }

  /** The region that a label means in a period, and whether it is a total's. */
  region(label: Label, period: Period): LabelledRegion | null {
    const text = cellText(label.cell)
    const iso = this.city.zone.isoDate(this.city.zone.dayOf(period.from))
    const scope = this.#within(label, iso)
    if (scope === null) return null
    const total = this.mapping.totals.find(({ words }) => words.map(plain).includes(plain(text)))
    if (total !== undefined) {
      const region =
        total.region === undefined ? scope.within : this.city.tree.byCode(total.region, iso)
      return region ? { region, total: { tolerance: total.tolerance ?? null } } : null
    }
    if (text === '') return this.#wrong('no-region', label, '区域名称或代码')
    const found = this.city.names.find(text, scope, iso)
    switch (found.kind) {
      case 'found':
        return { region: found.region, total: null }
      case 'several': {
        const names = found.regions.map((r) => this.#full(r)).join('、')
        return this.#wrong('ambiguous-region', label, `写明是哪一个：${names}`)
      }
      case 'not-then': {
        const now = found.successor ? `，今为“${found.successor.name}”` : ''
        return this.#wrong('region-not-valid-then', label, `${period.label}时存在的区域${now}`)
      }
      case 'unknown': {
        const near = found.near ? `，是否为“${found.near.name}”` : ''
        return this.#wrong('unknown-region', label, `城市包中的区域名称或代码${near}`)
      }
    }
  }

  /** The period that a label names; `loose`: somewhere within a title, sheet's or file's name. */
  period(label: Label, loose = false): Period | null {
    const found = loose
      ? periodIn(cellText(label.cell), this.#grain, this.city.zone, this.year)
      : this.#periodOf(label.cell)
    if (found === 'without-year')
      return this.#wrong('period-without-year', label, '写明年份，如 2026年10月')
    return found ?? this.#wrong('unknown-period', label, `${this.grainWords}，如 ${this.#example}`)
  }

  /** Whether the cell names a period at all, without an issue. */
  isPeriod(cell: SheetCell): boolean {
    return cell !== null && this.#periodOf(cell) !== null
  }

  /** A table names few periods, often: each is read once. */
  #periodOf(cell: SheetCell): ReadPeriod {
    const text = `${cell?.kind} ${cellText(cell)}`
    const known = this.#periods.get(text)
    if (known !== undefined) return known
    const read = cellPeriod(cell, this.#grain, this.city.zone, this.year)
    this.#periods.set(text, read)
    return read
  }

  isIgnored(text: string): boolean {
    return this.mapping.ignore.some((word) => plain(text).startsWith(plain(word)))
  }

  get grainWords(): string {
    return grainNames[this.#grain]
  }

  get #example(): string {
    return examples[this.#grain]
  }

  /** The scope narrowed to the parent that stands beside the label. */
  #within(label: Label, iso: string): RegionScope | null {
    const parent = label.parent ?? ''
    if (parent === '' || plain(parent) === plain(cellText(label.cell))) return this.#scope
    if (this.mapping.totals.some(({ words }) => words.map(plain).includes(plain(parent))))
      return this.#scope
    const { aliases, within } = this.#scope
    const found = this.city.names.find(parent, { aliases, within }, iso)
    if (found.kind === 'found') return { ...this.#scope, within: found.region }
    const near = found.kind === 'unknown' && found.near ? `，是否为“${found.near.name}”` : ''
    return this.#wrong('unknown-region', label, `所属区域“${foundText(parent)}”应在城市包中${near}`)
  }

  #full(region: Region): string {
    const parent = this.city.tree.parentOf(region.id)
    return parent === null ? region.name : `${parent.name}${region.name}（${region.code}）`
  }

  #wrong(code: SheetIssueCode, { cell, row, column }: Label, expected: string): null {
    const place = `${code}|${row}|${column}`
    if (this.#said.has(place)) return null
    this.#said.add(place)
    const found = foundText(cellText(cell))
    this.issues.push({ code, severity: 'error', sheet: this.sheet, row, column, expected, found })
    return null
  }
}

const grainNames = {
  day: '日期',
  week: '周',
  tenday: '旬',
  month: '月份',
  quarter: '季度',
  term: '学期',
  year: '年份',
} as const

const examples = {
  day: '2026-10-05',
  week: '2026年第41周',
  tenday: '2026年10月上旬',
  month: '2026年10月',
  quarter: '2026年第三季度',
  term: '2026年秋季学期',
  year: '2026年',
} as const
