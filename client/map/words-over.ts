import type { Box } from './layout/box.ts'

/**
 * What the page has written over the map (图上文字): the blocks of every element marked `data-keep-clear`, in pixels
 * of the host. Names are not put under them.
 */
export function wordsOver(host: HTMLElement): Box[] {
  const { left, top } = host.getBoundingClientRect()
  const blocks = [...document.querySelectorAll('[data-keep-clear] > *')]
  return blocks.flatMap((block) => {
    const { x, y, width, height } = block.getBoundingClientRect()
    if (width === 0 || height === 0) return []
    return [{ x: x - left + width / 2, y: y - top + height / 2, width, height }]
  })
}
