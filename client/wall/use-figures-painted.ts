import { onScopeDispose, watch } from 'vue'
import { useBoard } from '../stores/board.ts'

/** The mark that the bench of a changed theme or region waits for. */
export const paintedMark = 'figures-painted'

/** Marks when the figures of a newly chosen theme or region have been painted; only the last mark is kept. */
export function useFiguresPainted(): void {
  const board = useBoard()
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = watch(
    () => board.board && `${board.board.theme} ${board.board.region}`,
    (shown) => {
      if (!shown) return
      cancel()
      // The first thing to run after the frame that draws them: by then they are on their way to the screen.
      frame = requestAnimationFrame(() => {
        timer = setTimeout(() => {
          performance.clearMarks(paintedMark)
          performance.mark(paintedMark, { detail: shown })
        })
      })
    },
    { immediate: true, flush: 'post' },
  )
  function cancel() {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  onScopeDispose(() => {
    stop()
    cancel()
  })
}
