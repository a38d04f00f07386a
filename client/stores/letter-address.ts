import type { LocationQuery } from 'vue-router'
import { letterStates, type LetterState } from '../../shared/dead-letters/answers.ts'

/** What a link to the dead letters says (地址); null = any. */
export interface LetterAddress {
  /** An empty name = those that name nobody the city knows. */
  source: string | null
  reason: string | null
  state: LetterState
  /** The open letter. */
  letter: number | null
}

const one = (value: LocationQuery[string] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null
/** Stands in an address for the empty name. */
const nobody = '-'

/** Reads a link's query; what cannot be read is left out, never guessed. */
export function letterAddressOf(query: LocationQuery): LetterAddress {
  const source = one(query.source)
  const letter = one(query.letter)
  return {
    source: source === nobody ? '' : source || null,
    reason: one(query.reason) || null,
    state: letterStates.find((state) => state === one(query.state)) ?? 'open',
    letter: letter !== null && /^[1-9]\d{0,14}$/.test(letter) ? Number(letter) : null,
  }
}

/** The query of a link: what stands as the page opens is left out. */
export function letterQuery({ source, reason, state, letter }: LetterAddress): LocationQuery {
  return {
    tab: 'letters',
    ...(source === null ? {} : { source: source === '' ? nobody : source }),
    ...(reason === null ? {} : { reason }),
    ...(state === 'open' ? {} : { state }),
    ...(letter === null ? {} : { letter: String(letter) }),
  }
}
