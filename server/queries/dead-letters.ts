import type {
  LetterAnswer,
  LetterGroup,
  LetterList,
  LetterReason,
  LetterRow,
  LetterState,
  LetterStep,
} from '../../shared/dead-letters/answers.ts'
import { obstacleOf, readContent, saidName } from '../../shared/dead-letters/content.ts'
import { roleName, roles, type Role } from '../../shared/access/asker.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { lettersKept } from '../db/letter-keeper.ts'
import type { CityView } from './city-view.ts'
import { isOpen, keptLetter, letterBook, letterColumns, type KeptLetter } from './letter-book.ts'

export interface LetterQuestion {
  /** Left out = of every source; empty = those that name nobody the city knows. */
  source?: string
  reason?: string
  /** Left out = open ones. */
  state?: LetterState
  limit?: number
  cursor?: string
}

const rowsAtOnce = 50
const ofState: Record<LetterState, string> = {
  open: isOpen,
  taken: settled('taken'),
  dropped: settled('dropped'),
}

function settled(outcome: string): string {
  return `EXISTS (SELECT 1 FROM dead_letter_step s WHERE s.letter = r.id AND s.outcome = '${outcome}')`
}

/** Dead letters (死信), newest first, with how many there are of each source and reason. */
export function deadLetterList(view: CityView, question: LetterQuestion): LetterList {
  const { sqlite } = view.database
  const { source, reason, state = 'open', limit = rowsAtOnce, cursor } = question
  const where = [
    ofState[state],
    source === undefined ? '1' : 'r.source = @source',
    reason === undefined ? '1' : 'r.reason = @reason',
  ].join(' AND ')
  const asked = { source, reason, before: Number(cursor ?? Number.MAX_SAFE_INTEGER) }
  const found = sqlite
    .prepare<object, Parameters<typeof keptLetter>[0]>(
      `SELECT ${letterColumns} FROM rejected r WHERE ${where} AND r.id < @before
       ORDER BY r.id DESC LIMIT @most`,
    )
    .all({ ...asked, most: limit + 1 })
    .map(keptLetter)
  const rows = found.slice(0, limit).map((letter) => rowOf(letter, nameOf(view)))
  const groups = groupsOf(view)
  return {
    rows,
    total: groups
      .filter((g) => source === undefined || g.source === source)
      .filter((g) => reason === undefined || g.reason === reason)
      .reduce((sum, group) => sum + group[state], 0),
    cursor: found.length > limit ? String(rows.at(-1)?.id) : null,
    groups,
    gone: sqlite
      .prepare<[], { source: string; count: number; lastAt: number }>(
        'SELECT source, gone AS count, last_at AS lastAt FROM rejected_gone ORDER BY gone DESC',
      )
      .all()
      .map((one) => ({ ...one, sourceName: nameOf(view)(one.source) })),
    most: lettersKept,
    now: view.clock.now(),
  }
}

/** One dead letter with what is kept of it and what was done. Raises `not-found`. */
export function deadLetterGet(view: CityView, { letter }: { letter: number }): LetterAnswer {
  const { sqlite } = view.database
  const kept = letterBook(view.database).of(letter)
  if (kept === null)
    throw new DomainError({ code: 'not-found', params: { what: 'letter', id: letter } })
  const steps = sqlite
    .prepare<[number], StepRow>(
      `SELECT outcome, at, by, edited, reasons, description AS text, source, key
       FROM dead_letter_step LEFT JOIN fact_text USING (position)
       WHERE letter = ? ORDER BY position`,
    )
    .all(letter)
  const taken = steps.find(({ outcome }) => outcome === 'taken')
  return {
    row: rowOf(kept, nameOf(view)),
    raw: kept.raw,
    steps: steps.map(stepOf),
    taken:
      taken?.key == null || taken.source === null ? null : placeOf(view, taken.source, taken.key),
    sources: view.epoch.pack.caseSources.map(({ key, name }) => ({ key, name })),
    now: view.clock.now(),
  }
}

type StepRow = Omit<LetterStep, 'edited' | 'reasons'> & {
  edited: number
  reasons: string
  source: string | null
  key: string | null
}

const stepOf = ({ outcome, at, by, edited, reasons, text }: StepRow): LetterStep => ({
  ...{ outcome, at, by: postName(by), edited: edited === 1, text },
  reasons: JSON.parse(reasons) as LetterReason[],
})

/** The post that did it, never a person: the fact carries the role. */
const postName = (by: string): string =>
  (roles as readonly string[]).includes(by) ? roleName[by as Role] : by

/** Where the fact of a source's key stands in the log. */
function placeOf({ database }: CityView, source: string, key: string): LetterAnswer['taken'] {
  const found = database.sqlite
    .prepare<[string, string], { position: number; stream: string; streamId: number }>(
      'SELECT position, stream, stream_id AS streamId FROM log WHERE source = ? AND key = ?',
    )
    .get(source, key)
  if (found === undefined) return null
  const { position, stream, streamId } = found
  return { position, caseId: stream === 'case' ? streamId : null }
}

function rowOf({ raw, ...letter }: KeptLetter, named: (source: string) => string): LetterRow {
  const fact = readContent(raw)
  const said = (field: string): string | null => {
    const value = fact?.[field]
    return typeof value === 'string' && value !== '' ? value.slice(0, 120) : null
  }
  return {
    ...letter,
    sourceName: named(letter.source),
    ...{ type: said('type'), key: saidName(raw).key, number: said('case') },
    obstacle: obstacleOf({ raw, reason: letter.reason }),
  }
}

function groupsOf(view: CityView): LetterGroup[] {
  const named = nameOf(view)
  return view.database.sqlite
    .prepare<[], Omit<LetterGroup, 'sourceName'>>(
      `SELECT source, reason, sum(settled IS NULL) AS open, sum(settled IS 'taken') AS taken,
         sum(settled IS 'dropped') AS dropped
       FROM (SELECT r.source, r.reason,
           (SELECT outcome FROM dead_letter_step s
            WHERE s.letter = r.id AND s.outcome IN ('dropped', 'taken')) AS settled
         FROM rejected r)
       GROUP BY source, reason ORDER BY open DESC, source, reason`,
    )
    .all()
    .map((group) => ({ ...group, sourceName: named(group.source) }))
}

/** What a source is called: its channel's name, its feed's or its department's. */
const nameOf = (view: CityView): ((source: string) => string) => {
  const { pack } = view.epoch
  const known = names.get(pack) ?? namesOf(pack)
  names.set(pack, known)
  return (source) => (source === '' ? '来源不明' : (known.get(source) ?? source))
}

const names = new WeakMap<CityPack, Map<string, string>>()
const namesOf = ({ caseSources, feeds, departments }: CityPack): Map<string, string> =>
  new Map([
    ...[...departments, ...feeds].map(({ id, name }) => [id, name] as const),
    ...caseSources.map(({ key, name }) => [key, name] as const),
  ])
