import { viewName } from '../../shared/analysis/question.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { AskedExport } from './asked.ts'

/** What a file is called (文件名): indicators, view, window, position. */
export function fileName(pack: Pick<CityPack, 'indicators'>, asked: AskedExport): string {
  const { question, format } = asked
  const names = question.indicators.map(
    (id) => pack.indicators.find((one) => one.id === id)?.name ?? id,
  )
  const first = names.slice(0, 2).join('、')
  const what = names.length > 2 ? `${first}等${names.length}项` : first || '分析'
  const name = `${what}_${viewName[question.view]}_${question.from}_${question.to}_位置${question.at}`
  // What some file system can't hold.

  return `${name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').slice(0, 120)}.${format}`
}
