import type { LocationQuery, RouteLocationNormalizedLoaded } from 'vue-router'
import { calledScene } from '../../shared/wall/playlist.ts'
import type { Scene } from '../../shared/wall/scene.ts'

type Page = Pick<RouteLocationNormalizedLoaded, 'path' | 'query' | 'params'>

const wordsOf = (query: LocationQuery): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      typeof value === 'string' && key !== 'wall' && key !== 'screen' ? [[key, value]] : [],
    ),
  )
const numberOf = (word: unknown): number | null =>
  typeof word === 'string' && /^\d{1,15}$/.test(word) ? Number(word) : null

/**
 * The scene that shows what a page shows (上屏): a drill, charts, or a case. Null where there is nothing
 * to put on a wall: other pages, or a queue in which no case is chosen.
 */
export function sceneOfPage({ path, query, params }: Page, seconds: number | null): Scene | null {
  const given = { id: 'shown', seconds }
  if (path.startsWith('/drill')) {
    const region = numberOf(params.regionId)
    const view = { kind: 'drill', query: wordsOf(query) } as const
    return calledScene({ ...given, name: '下钻', region, view })
  }
  if (path === '/analysis')
    return calledScene({ ...given, name: '分析', view: { kind: 'chart', query: wordsOf(query) } })
  const caseId = numberOf(path.startsWith('/cases/') ? params.id : query.case)
  if (!path.startsWith('/cases') || caseId === null) return null
  return calledScene({
    ...given,
    name: `案件 ${caseId}`,
    view: { kind: 'case', caseId, whole: true },
  })
}
