import type { Asker } from '../../../shared/access/asker.ts'
import type { SearchAnswer, SearchHit } from '../../../shared/search/answers.ts'
import { matchOf, normalise } from '../../../shared/search/match.ts'
import type { CityView, PackEpoch, Standing } from '../city-view.ts'
import { caseHits } from './case-hits.ts'
import { findablesOf, type Named } from './findables.ts'

export interface SearchQuestion {
  text: string
  /** Hits of each kind; 8 unless told. */
  limit?: number
  at?: number
}

const kinds = ['region', 'theme', 'indicator', 'department'] as const
const known = new WeakMap<PackEpoch, Named[]>()

function namesOf(epoch: PackEpoch): Named[] {
  const names = known.get(epoch) ?? findablesOf(epoch)
  known.set(epoch, names)
  return names
}

/**
 * One box over regions, themes, indicators, departments and cases (智能搜索), best first within each
 * kind, only of what the asker may see.
 */
export function search(
  view: CityView,
  { text, limit = 8, at }: SearchQuestion,
  asker: Asker,
): SearchAnswer {
  const standing = view.standing(at)
  const query = normalise(text)
  if (query === '') return { position: standing.position, hits: [] }
  const names = namesOf(standing.epoch).filter((name) => maySee(asker, name, standing))
  const hits = kinds.flatMap((kind) =>
    best(
      names.filter((name) => name.kind === kind),
      query,
      limit,
    ),
  )
  return {
    position: standing.position,
    hits: [...hits, ...caseHits(view, standing, asker, text, limit)],
  }
}

function best(names: readonly Named[], query: string, limit: number): SearchHit[] {
  return names
    .flatMap((name) => {
      const match = matchOf(query, name)
      return match ? [{ name, ...match }] : []
    })
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.name.breadth - b.name.breadth ||
        a.name.name.length - b.name.name.length ||
        a.name.id.localeCompare(b.name.id),
    )
    .slice(0, limit)
    .map(({ name, marks }) => ({
      kind: name.kind,
      id: name.id,
      title: name.name,
      detail: name.detail,
      theme: name.theme,
      marks,
    }))
}

const maySee = (asker: Asker, { region }: Named, { regions }: Standing): boolean =>
  region === null ||
  asker.regions.some((root) => regions.find(root) !== undefined && regions.inside(region, root))
