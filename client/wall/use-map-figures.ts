import { computed } from 'vue'
import { keepEqual } from '../stores/keep-equal.ts'
import { useBoard } from '../stores/board.ts'
import { useSession } from '../stores/session.ts'
import { classesOf, finestFigures, focusMeta, gapsOf, notAtLevel } from './map-figures.ts'
import { levelWord } from './region-words.ts'

/** The figures the map paints and the legend reads: one object for both. */
export function useMapFigures() {
  const board = useBoard()
  const session = useSession()
  const meta = keepEqual(() => board.board && focusMeta(board.board))
  const figures = keepEqual(() => (board.board ? finestFigures(board.board) : []))
  const labelFigures = keepEqual(() => board.board?.children ?? [])
  const classes = computed(() => classesOf(figures.value, meta.value))
  const levelName = computed(() => {
    const first = figures.value[0]?.region
    const level = first === undefined ? null : session.regions.levelOf(first)
    return levelWord(session.city?.levels ?? [], level)
  })
  const gaps = computed(() => gapsOf(figures.value))
  /** 镇街 本级不适用: why the map is plain, or coarser than the city's parts. */
  const below = computed(() => {
    const all = board.board
    if (!all) return null
    const finer = [all.grandchildren, all.children].find(notAtLevel)
    const level = finer && session.regions.levelOf(finer[0]!.region)
    const word = level && levelWord(session.city?.levels ?? [], level)
    return word ? `${word}级 本级不适用` : null
  })
  return { meta, figures, labelFigures, classes, levelName, gaps, below }
}
