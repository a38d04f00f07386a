import type { Scene } from './scene.ts'

/** A place in the client: path and query. */
export interface SceneLink {
  path: string
  query: Record<string, string>
}

/** The address that shows a scene (场景地址), without the wall's own name and part. */
export function sceneLink(scene: Scene): SceneLink {
  const { theme, region, window, indicator, view } = scene
  if (view?.kind === 'case' && view.whole) return { path: `/cases/${view.caseId}`, query: {} }
  if (view?.kind === 'chart') return { path: '/analysis', query: view.query }
  if (view?.kind === 'drill') {
    const path = region === null ? '/drill' : `/drill/${region}`
    return { path, query: view.query }
  }
  const query: Record<string, string> = {}
  if (region !== null) query.region = String(region)
  if (view?.kind === 'case') query.case = String(view.caseId)
  if (window !== null) query.period = window
  if (indicator !== null) query.indicator = indicator
  return { path: theme === null ? '/wall' : `/wall/${encodeURIComponent(theme)}`, query }
}
