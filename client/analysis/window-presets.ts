import type { AnalysisGrain } from '../../shared/analysis/question.ts'

/** A window that is often asked for (常用时间窗), with the grain that suits it. */
export interface WindowPreset {
  name: string
  from: string
  to: string
  grain: AnalysisGrain
}

/** Presets up to `today` (a local date); a running period is included. */
export function windowPresets(
  today: string,
  shifted: (date: string, days: number) => string,
): WindowPreset[] {
  const [year = '', month = ''] = today.split('-')
  const tomorrow = shifted(today, 1)
  const yearAgo = `${Number(year) - 1}-${month}-01`
  return [
    { name: '近7日', from: shifted(today, -7), to: today, grain: 'day' },
    { name: '近30日', from: shifted(today, -30), to: today, grain: 'day' },
    { name: '近13周', from: shifted(today, -91), to: today, grain: 'week' },
    { name: '近13月', from: yearAgo, to: tomorrow, grain: 'month' },
    { name: '本年', from: `${year}-01-01`, to: tomorrow, grain: 'month' },
    { name: '近3年', from: `${Number(year) - 3}-${month}-01`, to: tomorrow, grain: 'month' },
  ]
}
