import type { LevelId } from '../../shared/city/pack.ts'
import type { SearchHit } from '../../shared/search/answers.ts'
import { linkTo, type Address, type PageName } from '../stores/address.ts'

/** Where a person stands when a hit is chosen. */
export interface Standpoint {
  page: PageName
  address: Address
  /** The level of a region that the client knows; null = finer than it knows. */
  levelOf(region: number): LevelId | null
}

/** The link that shows a hit in place (就地打开): the page stays wherever it can show it. */
export function linkOfHit(hit: SearchHit, { page, address, levelOf }: Standpoint) {
  const here = { ...address, case: null, explain: null, of: null }
  switch (hit.kind) {
    case 'region': {
      const region = Number(hit.id)
      // The wall's map ends with the towns; what is finer opens in the drill-down.
      return linkTo(levelOf(region) === null ? 'drill' : page, { ...here, region })
    }
    case 'theme':
      return linkTo(page, { ...here, theme: hit.id, focus: null })
    case 'indicator':
      return linkTo(page, { ...here, theme: hit.theme, focus: hit.id })
    case 'case':
      return linkTo(page, { ...here, case: Number(hit.id) })
    case 'department':
      return { path: '/scores', query: { by: 'department', key: hit.id } }
  }
}
