import type { AskedAnnotation } from '../../shared/analysis/annotations.ts'
import type { AnalysisAnswer, AnalysisNote } from '../../shared/analysis/answers.ts'
import {
  analysisGrainName,
  comparisonName,
  methodName,
  viewName,
} from '../../shared/analysis/question.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { formulaWords } from '../../shared/indicators/explain-terms.ts'
import type { Provenance } from '../../shared/exports/provenance.ts'
import { analysisAsk } from '../queries/analysis/analysis-ask.ts'
import { analysisClock } from '../queries/analysis/analysis-clock.ts'
import { scopeOf, type AskedExport, type ExportCity } from './asked.ts'
import { clockTexts } from './table/cell-text.ts'

/** A definition as files print it (口径). */
export interface DefinitionFacts {
  id: string
  name: string
  unit: string
  version: number
  formula: string
  definition: string
  department: string
  finest: string
}

/** What a file says besides its rows (来源与截至, 口径, 批注). */
export interface FileFacts {
  /** The question in a few words: what it is called. */
  title: string
  subtitle: string
  city: string
  /** Name and words, in order. */
  filters: [string, string][]
  definitions: DefinitionFacts[]
  annotations: AskedAnnotation[]
  /** What the answer can't do, or does otherwise. */
  notes: string[]
  /** Without rows and hash, which are known last. */
  provenance: Omit<Provenance, 'rows' | 'hash'>
}

const named = (names: readonly string[], most: number): string =>
  names.length <= most
    ? names.join('、')
    : `${names.slice(0, most).join('、')}等 ${names.length} 个`

/** Reads what a file says of itself as of its position; `notes` still lie beside it. */
export function fileFacts({ view }: ExportCity, asked: AskedExport) {
  const { question, by } = asked
  const standing = view.standing(question.at)
  const { catalog, regions: tree, epoch, zone } = standing
  const { pack } = epoch
  // As one period: who and what it concerns, without its points.
  const whole = analysisAsk(
    view,
    { ...question, grain: 'custom', compare: 'none', view: 'table' },
    scopeOf(asked, standing),
  )
  const ids = [...new Set(whole.lines.map(({ indicator }) => indicator))]
  const indicators = ids.map((id) => catalog.indicator(id))
  const regionIds: RegionId[] = [...new Set(whole.lines.map(({ region }) => region))]
  const regionNames = regionIds.map((id) => tree.get(id).name)
  const names = indicators.map(({ name }) => name)
  const levels = new Map(pack.levels.map(({ id, name }) => [id, name]))
  const departments = new Map(pack.departments.map(({ id, name }) => [id, name]))
  const clock = clockTexts(zone)
  const lastDay = zone.isoDate(zone.dayFromIso(question.to) - 1)
  const filters: [string, string][] = [
    ['城市', pack.name],
    ['视图', viewName[question.view]],
    ['指标', named(names, 20)],
    ['区域', named(regionNames, 120)],
    ['时间窗', `${question.from} 至 ${lastDay}（含）`],
    ['粒度', analysisGrainName[question.grain]],
    ['对比', comparisonName[question.compare]],
    ['方法', question.methods.map((method) => methodName[method]).join('、') || '无'],
    ['日志位置', String(standing.position)],
    ['数据截至', clock.instant(standing.now)],
    ['时区', zone.id],
    ['导出人', `${by.name}（${by.id}）`],
    [
      '可见范围',
      named(
        by.regions.map((id) => tree.find(id)?.name ?? String(id)),
        20,
      ),
    ],
    ['导出时间', clock.instant(asked.at)],
    ...(asked.demo ? [['提示', '演示数据，不是真实统计'] as [string, string]] : []),
  ]
  const facts: FileFacts = {
    title: `${named(names, 2)} · ${viewName[question.view]}`,
    subtitle: `${named(regionNames, 3)} · ${question.from} 至 ${lastDay}`,
    city: pack.title,
    filters,
    definitions: indicators.map((one) => ({
      id: one.id,
      name: one.name,
      unit: one.unit,
      version: one.definitionVersion,
      formula: formulaWords(one, standing),
      definition: one.definition,
      department: departments.get(one.department) ?? one.department,
      finest: levels.get(one.finestLevel) ?? one.finestLevel,
    })),
    annotations: whole.annotations,
    notes: [],
    provenance: {
      layout: 1,
      city: pack.id,
      cityName: pack.name,
      question,
      format: asked.format,
      options: asked.options,
      position: standing.position,
      asOf: standing.now,
      by: { id: by.id, name: by.name, regions: [...by.regions] },
      demo: asked.demo,
      at: asked.at,
      definitions: indicators.map(({ id, name, definitionVersion }) => ({
        id,
        name,
        version: definitionVersion,
      })),
    },
  }
  return { facts, notes: notesOf(view, asked, whole) }
}

/**
 * What the answer can't do (说明), said of the periods that were asked for; of a table in parts only what
 * holds for all of it.
 */
function notesOf(
  view: ExportCity['view'],
  asked: AskedExport,
  whole: AnalysisAnswer,
): AnalysisNote[] {
  const { question } = asked
  if (whole.lines.length === 0 || question.grain === 'custom') return whole.notes
  const sees = scopeOf(asked, view.standing(question.at))
  if (question.view === 'clock') return analysisClock(view, question, sees).notes
  const { notes } = analysisAsk(view, question, sees)
  const tooMany = notes.some(({ code }) => code === 'too-many-points')
  return tooMany ? whole.notes.filter(({ code }) => ofAll.has(code)) : notes
}

const ofAll = new Set<AnalysisNote['code']>([
  'unknown-indicator',
  'unseen-region',
  'definition-changed',
])
