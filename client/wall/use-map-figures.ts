import { computed } from 'vue'
import { keepEqual } from '../stores/keep-equal.ts'
import { useBoard } from '../stores/board.ts'
import { useSession } from '../stores/session.ts'
import { classesOf, finestFigures, focusMeta, gapsOf } from './map-figures.ts'
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
  return { meta, figures, labelFigures, classes, levelName, gaps }
}
