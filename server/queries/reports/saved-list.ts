import type { Asker } from '../../../shared/access/asker.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { SavedList, SavedQuestion } from '../../../shared/reports/saved-question.ts'
import type { CityView } from '../city-view.ts'
import { bookOf } from './books.ts'
import type { KeptQuestion } from './kept-book.ts'
import { findsQuestion } from './seen-regions.ts'

const found = (asker: Asker, view: CityView, row: KeptQuestion): SavedQuestion[] =>
  findsQuestion(asker, view.epoch.tree, row) ? [{ ...row, own: row.by === asker.id }] : []

/** The saved questions that an asker finds (已存问题): own ones, and shared ones within what they see. */
export function savedList(view: CityView, asker: Asker): SavedList {
  const rows = bookOf(view)
    .questions()
    .flatMap((row) => found(asker, view, row))
  return { position: view.position, rows }
}

/** One saved question, as a link opens it. Raises `not-found` for one that the asker doesn't find. */
export function savedQuestion(view: CityView, asker: Asker, id: string): SavedQuestion {
  const row = bookOf(view).question(id)
  const [one] = row === null ? [] : found(asker, view, row)
  if (one === undefined)
    throw new DomainError({ code: 'not-found', params: { what: 'saved-question', id } })
  return one
}
