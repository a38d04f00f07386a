import type { SourceFact } from '../../shared/events/source-fact.ts'
import type { Dice } from './dice.ts'
import type { Publisher } from './publisher.ts'
import type { Source } from './volume.ts'

type CaseFact = Extract<SourceFact, { case: string }>
type Told<F> = F extends CaseFact
  ? Omit<F, 'key' | 'source' | 'case' | 'occurredAt' | 'publishedAt'>
  : never
/** A case fact without what every one of them carries. */
export type Telling = Told<CaseFact>

/** A case being told: facts in strict order of time, each with its key and its publication. */
export class Story {
  readonly facts: SourceFact[] = []
  readonly #source: Source
  readonly #number: string
  readonly #publisher: Publisher
  readonly #dice: Dice
  readonly #end: number
  #last: number
  #published = 0

  /** `end`: nothing happens later than that. */
  constructor(
    source: Source,
    number: string,
    start: number,
    end: number,
    publisher: Publisher,
    dice: Dice,
  ) {
    this.#source = source
    this.#number = number
    this.#last = start - 1000
    this.#end = end
    this.#publisher = publisher
    this.#dice = dice
  }

  /** Instant of the last fact. */
  get last(): number {
    return this.#last
  }

  /** Tells one fact at about `at` (whole seconds, after what came before) and returns its instant. */
  tell(at: number, telling: Telling): number {
    let when = Math.floor(at / 1000) * 1000
    if (when > this.#end) when = this.#end
    if (when <= this.#last) when = this.#last + 1000
    this.#last = when
    const published = this.#publisher.publishedAt(this.#source, when, this.#dice)
    this.#published = Math.max(this.#published, published)
    const n = this.facts.length + 1
    this.facts.push({
      ...telling,
      key: n < 10 ? `${this.#number}/0${n}` : `${this.#number}/${n}`,
      source: this.#source.key,
      case: this.#number,
      occurredAt: when,
      publishedAt: this.#published,
    } as SourceFact)
    return when
  }
}
