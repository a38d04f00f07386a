import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import DayStrip from './DayStrip.vue'
import { aDay, noon, zone } from './builders.ts'
import type { PanelFace } from './face.ts'

const day = aDay()
const last = 57 // 14:15–14:30, the last quarter-hour that is over at 14:32

function strip(more: { replayAt?: number | null; face?: PanelFace; message?: string } = {}) {
  const panel = mount(DayStrip, {
    props: { slots: day, now: noon, zone, replayAt: null, face: 'ready', ...more },
    attachTo: document.body,
  })
  const track = panel.find('[role=slider]')
  if (track.exists())
    vi.spyOn(track.element, 'getBoundingClientRect').mockReturnValue(
      new DOMRect(0, 0, 960, 100) as DOMRect,
    )
  const said = () => (panel.emitted('scrub') ?? []).map(([slot]) => day.indexOf(slot as never))
  return { panel, track, said }
}

describe('what it shows', () => {
  it('live, it says 实时', () => {
    const { panel, track } = strip()
    expect(panel.text()).toContain('实时')
    expect(panel.text()).not.toContain('回放')
    expect(track.attributes('aria-valuetext')).toBe('实时 14:32')
  })

  it('in replay it says so twice, and 实时 leads back', async () => {
    const { panel, track } = strip({ replayAt: day[40]!.from + 900_000 })
    expect(track.attributes('aria-valuetext')).toBe('回放 10:15')
    expect(track.attributes('aria-valuenow')).toBe('40')
    expect(panel.text()).toContain('回放 10:15')
    await panel.get('button').trigger('click')
    expect(panel.emitted('live')).toHaveLength(1)
  })

  it('loading and failed claim nothing live', () => {
    expect(strip({ face: 'loading' }).panel.text()).not.toContain('实时')
    const failed = strip({ face: 'failed', message: '末次 09:40' }).panel.text()
    expect(failed).toContain('接口中断')
    expect(failed).not.toContain('实时')
    expect(strip({ face: 'stale', message: '数据截至 09:40' }).panel.text()).toContain(
      '数据截至 09:40',
    )
  })
})

describe('keys', () => {
  it('step back a quarter-hour from live, and an hour with Page', async () => {
    const { track, said } = strip()
    await track.trigger('keydown', { key: 'ArrowLeft' })
    await track.trigger('keydown', { key: 'ArrowLeft' })
    await track.trigger('keydown', { key: 'PageUp' })
    await track.trigger('keydown', { key: 'Home' })
    expect(said()).toEqual([last, last - 1, last - 5, 0])
  })

  it('past the last known quarter-hour is live', async () => {
    const { panel, track, said } = strip({ replayAt: day[last]!.from + 900_000 })
    await track.trigger('keydown', { key: 'ArrowRight' })
    expect(said()).toEqual([])
    expect(panel.emitted('live')).toHaveLength(1)
  })

  it('start again from where someone else moved it', async () => {
    const { panel, track, said } = strip()
    await track.trigger('keydown', { key: 'ArrowLeft' })
    await panel.setProps({ replayAt: day[last]!.from + 900_000 })
    await panel.setProps({ replayAt: day[20]!.from + 900_000 })
    await track.trigger('keydown', { key: 'ArrowLeft' })
    expect(said()).toEqual([last, 19])
  })
})

describe('dragging', () => {
  const at = (clientX: number) => ({ clientX, button: 0, pointerId: 1 })

  it('speaks once a quarter-hour, not once a pixel', async () => {
    const { track, said } = strip()
    await track.trigger('pointerdown', at(101))
    for (const x of [102, 105, 109, 111, 112, 121]) await track.trigger('pointermove', at(x))
    await track.trigger('pointerup', at(121))
    await track.trigger('pointermove', at(300))
    expect(said()).toEqual([10, 11, 12])
  })

  it('into what has not happened is live', async () => {
    const { panel, track } = strip()
    await track.trigger('pointerdown', at(900))
    await track.trigger('pointermove', at(930))
    expect(panel.emitted('live')).toHaveLength(1)
    expect(panel.emitted('scrub')).toBeUndefined()
  })

  it('leaves no listener behind when it goes in mid-drag', async () => {
    const { panel, track } = strip()
    const removed = vi.spyOn(track.element, 'removeEventListener')
    await track.trigger('pointerdown', at(101))
    panel.unmount()
    expect(removed.mock.calls.map(([type]) => type).sort()).toEqual(
      expect.arrayContaining(['pointercancel', 'pointermove', 'pointerup']),
    )
  })
})
