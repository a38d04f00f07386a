import type { CityView } from '../city-view.ts'
import { keptBook, type KeptBook } from './kept-book.ts'
import { reportFiles, type ReportFiles } from './report-files.ts'

const books = new WeakMap<CityView, KeptBook>()
const files = new WeakMap<CityView, ReportFiles>()

/** The one book of a view (存件簿). */
export function bookOf(view: CityView): KeptBook {
  let book = books.get(view)
  if (book === undefined) books.set(view, (book = keptBook(view.database)))
  return book
}

/** The files of a view's reports. */
export function filesOf(view: CityView): ReportFiles {
  let known = files.get(view)
  if (known === undefined) files.set(view, (known = reportFiles(view.database)))
  return known
}
