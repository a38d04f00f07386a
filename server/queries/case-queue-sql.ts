import type { Asker } from '../../shared/access/asker.ts'
import type { QueueFilter } from '../../shared/cases/queue-answers.ts'
import type { RegionId } from '../../shared/city/pack.ts'
import { belowDistrict } from '../../shared/indicators/suppression.ts'
import type { Standing } from './city-view.ts'

/** A condition on a row `q` of case_queue, with what it is asked by. */
export interface Condition {
  sql: string
  params: (string | number)[]
}

/** Where cases without a deadline stand in the order. */
export const sortEnd = Number.MAX_SAFE_INTEGER

/** Which cases a filter (队列筛选) holds for an asker. */
export function filterSql(filter: QueueFilter, asker: Asker): Condition {
  switch (filter) {
    case 'intake':
    case 'dispatch':
    case 'verify':
      return { sql: `(q.queue = '${filter}')`, params: [] }
    case 'supervised':
      return { sql: '(q.supervised = 1)', params: [] }
    case 'extension':
      return { sql: '(q.extension_asked = 1)', params: [] }
    case 'all':
      return { sql: "(q.queue <> 'over')", params: [] }
    case 'mine':
      return mine(asker)
  }
}

/** What waits for the asker itself (我的待办), by its roles. */
function mine({ roles, departments }: Asker): Condition {
  const parts: string[] = []
  const params: string[] = []
  if (roles.includes('duty-officer'))
    parts.push("q.queue IN ('intake', 'dispatch') OR q.extension_asked = 1")
  if (roles.includes('department-handler')) {
    parts.push("q.queue = 'handling' AND q.department IN (SELECT value FROM json_each(?))")
    params.push(JSON.stringify(departments))
  }
  if (roles.includes('verifier')) parts.push("q.queue = 'verify'")
  if (roles.includes('leader')) parts.push('q.supervised = 1')
  return { sql: parts.length === 0 ? '(0)' : `(${parts.join(' OR ')})`, params }
}

/** Cases of a region; below district the sensitive ones are not listed. */
export function placeSql({ regions, epoch }: Standing, region: RegionId): Condition {
  const { level } = regions.get(region)
  if (region === regions.root.id) return { sql: '(1)', params: [] }
  const known = [...regions.all, ...regions.ended].filter(({ id }) => regions.inside(id, region))
  const here = 'q.region IN (SELECT value FROM json_each(?))'
  const ids = JSON.stringify(known.map(({ id }) => id))
  if (!belowDistrict(level)) return { sql: `(${here})`, params: [ids] }
  return {
    sql: `(${here} AND q.type NOT IN (SELECT value FROM json_each(?)))`,
    params: [ids, sensitiveTypes(epoch.pack)],
  }
}

const sensitiveTypes = ({ eventTypes }: Standing['epoch']['pack']): string =>
  JSON.stringify(eventTypes.filter((type) => type.sensitive).map(({ code }) => code))

/** Words of the title, or the beginning of the number; a sensitive case only by its number. */
export function textSql(text: string, { epoch }: Standing): Condition & { join: string } {
  const words = text.trim()
  if (words === '') return { sql: '(1)', params: [], join: '' }
  return {
    join: 'JOIN case_state s ON s.case_id = q.case_id',
    sql: `((s.number >= ? AND s.number < ?) OR (instr(lower(s.title), ?) > 0
           AND q.type NOT IN (SELECT value FROM json_each(?))))`,
    params: [words, `${words}\u{10ffff}`, words.toLowerCase(), sensitiveTypes(epoch.pack)],
  }
}
