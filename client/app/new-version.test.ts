import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { handTimers } from '../../test/hand-timers.ts'
import { reloadForMissingPart, reloadOnNewVersion } from './new-version.ts'

function aScreen({ chance = 0.5, own = 'old' as string | null, loads = true } = {}) {
  const timers = handTimers(chance)
  const served = ref<string | null>(null)
  const alarm = ref(false)
  const known = new Set<string>()
  const screen = { reloads: 0, loads }
  const begin = () =>
    reloadOnNewVersion({
      own,
      served: () => served.value,
      alarm: () => alarm.value,
      timers,
      canLoad: async () => screen.loads,
      once: known,
      reload: () => void screen.reloads++,
    })
  const stop = begin()
  const pass = async (ms: number) => {
    await Promise.resolve()
    timers.advance(ms)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { served, alarm, screen, timers, begin, stop, pass }
}

describe('a new build of the client', () => {
  it('is loaded once, at a moment within the minute that is this screen’s own', async () => {
    const { served, screen, pass } = aScreen({ chance: 0.5 })
    served.value = 'old'
    await pass(120_000)
    expect(screen.reloads).toBe(0)
    served.value = 'new'
    await pass(29_000)
    expect(screen.reloads).toBe(0)
    await pass(2_000)
    expect(screen.reloads).toBe(1)
  })

  it('is not loaded again by a screen that still got the old page', async () => {
    const { served, screen, begin, stop, pass } = aScreen()
    served.value = 'new'
    await pass(60_000)
    stop()
    begin()
    await pass(600_000)
    expect(screen.reloads).toBe(1)
    served.value = 'newer'
    await pass(60_000)
    expect(screen.reloads).toBe(2)
  })

  it('waits for the end of an alarm, also of one that came meanwhile', async () => {
    const { served, alarm, screen, pass } = aScreen()
    served.value = 'new'
    await pass(10_000)
    alarm.value = true
    await pass(3_600_000)
    expect(screen.reloads).toBe(0)
    alarm.value = false
    await pass(60_000)
    expect(screen.reloads).toBe(1)
  })

  it('waits for a server that gives the page', async () => {
    const { served, screen, pass } = aScreen({ loads: false })
    served.value = 'new'
    await pass(45_000)
    expect(screen.reloads).toBe(0)
    screen.loads = true
    await pass(10_000)
    expect(screen.reloads).toBe(1)
  })

  it('means nothing to a page that was not built, and leaves no timer behind', async () => {
    const unbuilt = aScreen({ own: null })
    unbuilt.served.value = 'new'
    await unbuilt.pass(60_000)
    expect(unbuilt.screen.reloads).toBe(0)
    const { served, timers, stop, pass } = aScreen()
    served.value = 'new'
    await pass(10)
    stop()
    expect(timers.waiting).toBe(0)
  })
})

describe('a part of the page that cannot be had', () => {
  function aPage(loads: boolean) {
    const timers = handTimers()
    const screen = { loads, reloads: 0 }
    const once = new Set<string>()
    const open = () =>
      reloadForMissingPart({
        ...{ own: 'old', timers, once, canLoad: async () => screen.loads },
        reload: () => void screen.reloads++,
      })
    const pass = async (ms: number) => {
      timers.advance(ms)
      await Promise.resolve()
      await Promise.resolve()
    }
    return { timers, screen, open, pass }
  }

  it('is fetched with a new page, once', async () => {
    const { screen, open, pass } = aPage(true)
    for (const page of [open(), open()]) {
      page.missing()
      page.missing()
      await pass(60_000)
    }
    expect(screen.reloads).toBe(1)
  })

  it('does not cost a wall its picture while the server is away', async () => {
    const { screen, open, pass } = aPage(false)
    open().missing()
    await pass(0)
    await pass(600_000)
    expect(screen.reloads).toBe(0)
    screen.loads = true
    await pass(10_000)
    expect(screen.reloads).toBe(1)
  })

  it('leaves no timer behind', async () => {
    const { timers, open, pass } = aPage(false)
    const page = open()
    page.missing()
    await pass(0)
    page.stop()
    await pass(60_000)
    expect(timers.waiting).toBe(0)
  })
})
