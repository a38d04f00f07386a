import type { Asker } from '../../../shared/access/asker.ts'
import { visibleTo } from '../../../shared/access/visible.ts'
import type { CaseRow } from '../../../shared/cases/rows.ts'
import { stageName } from '../../../shared/cases/stages.ts'
import type { SearchHit } from '../../../shared/search/answers.ts'
import { phraseOf } from '../../../shared/search/bigrams.ts'
import { normalise } from '../../../shared/search/match.ts'
import { caseReader } from '../case-reader.ts'
import type { CityView, Standing } from '../city-view.ts'

const pageSize = 200
/** Titles looked through for one answer: enough for a town's newest among a city's. */
const pagesMost = 10

/** Cases by number or title, newest first, that the asker may see; sensitive ones by number only. */
export function caseHits(
  view: CityView,
  standing: Standing,
  asker: Asker,
  text: string,
  most: number,
): SearchHit[] {
  const reader = caseReader(view)
  const seen = new Set<number>()
  const visible = visibleTo(asker, standing.regions)
  const hits: SearchHit[] = []
  const add = (rows: readonly CaseRow[], marked: string | null) => {
    for (const row of rows) {
      if (hits.length === most || seen.has(row.caseId) || !visible(row)) continue
      if (row.withheld && marked !== null) continue
      seen.add(row.caseId)
      hits.push(hitOf(row, standing, marked))
    }
  }
  add(reader.rows(byNumber(view, text, most), standing), null)
  const phrase = phraseOf(text)
  if (phrase === null) return hits
  let before = Number.MAX_SAFE_INTEGER
  for (let page = 0; page < pagesMost && hits.length < most; page += 1) {
    const found = byTitle(view, phrase, before)
    add(reader.rows(found, standing), text)
    if (found.length < pageSize) break
    before = found.at(-1) ?? 0
  }
  return hits
}

function byNumber(view: CityView, text: string, most: number): number[] {
  const number = text.trim()
  if (number.length < 4) return []
  const beginning = view.database.sqlite
    .prepare<[string, string, string, number], number>(
      `SELECT case_id FROM case_number WHERE source = ? AND number >= ? AND number < ?
       ORDER BY number LIMIT ?`,
    )
    .pluck()
  return view.epoch.pack.caseSources.flatMap(({ key }) =>
    beginning.all(key, number, `${number}\u{10ffff}`, most),
  )
}

const byTitle = (view: CityView, phrase: string, before: number): number[] =>
  view.database.sqlite
    .prepare<[string, number, number], number>(
      `SELECT rowid FROM case_title WHERE case_title MATCH ? AND rowid < ?
       ORDER BY rowid DESC LIMIT ?`,
    )
    .pluck()
    .all(phrase, before, pageSize)

function hitOf(row: CaseRow, { regions }: Standing, marked: string | null): SearchHit {
  const place = row.region === null ? '未落点' : (regions.find(row.region)?.name ?? '未落点')
  const at = marked === null ? -1 : row.title.toLowerCase().indexOf(normalise(marked))
  return {
    kind: 'case',
    id: String(row.caseId),
    title: row.title,
    detail: `${row.number} · ${place} · ${stageName[row.stage]}`,
    theme: null,
    marks: at < 0 ? [] : [[at, at + normalise(marked ?? '').length]],
  }
}
