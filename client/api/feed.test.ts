import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFrame } from '../../test/a-city-api.ts'
import { handTimers } from '../../test/hand-timers.ts'
import type { FeedEvents } from './city-api.ts'
import { connectWithin, silentFor, superviseFeed, type Connection } from './feed.ts'

function aFeed(chance = 1) {
  const timers = handTimers(chance)
  const tries: { from: string | null; events: FeedEvents; open: boolean }[] = []
  const said: Connection[] = []
  const positions: number[] = []
  const open = (from: string | null, events: FeedEvents) => {
    const attempt = { from, events, open: true }
    tries.push(attempt)
    return () => {
      attempt.open = false
    }
  }
  const feed = superviseFeed(open, timers, {
    onFrame: (frame) => positions.push(frame.position),
    onConnection: (connection) => said.push(connection),
  })
  const last = () => tries.at(-1)!
  return { ...{ timers, tries, said, positions, last, feed }, elsewhere: () => feed.turnTo(open) }
}

describe('the live feed', () => {
  it('resumes after the last frame it has seen', () => {
    const { timers, tries, last, positions } = aFeed()
    expect(last().from).toBeNull()
    last().events.frame('7', aFrame({ position: 7 }))
    last().events.failed(new Error('503'))
    timers.advance(500)
    expect(tries).toHaveLength(2)
    expect(last().from).toBe('7')
    expect(positions).toEqual([7])
  })

  it('waits twice as long after each failure, never more than ten seconds', () => {
    const { timers, tries, last } = aFeed()
    const waits: number[] = []
    for (let i = 0; i < 8; i++) {
      const before = tries.length
      last().events.failed(new Error('HTML'))
      let waited = 0
      while (tries.length === before) {
        timers.advance(500)
        waited += 500
      }
      waits.push(waited)
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000])
  })

  it('starts counting anew once frames come again', () => {
    const { timers, tries, last } = aFeed()
    last().events.failed(new Error())
    timers.advance(500)
    last().events.failed(new Error())
    timers.advance(1000)
    last().events.frame('9', aFrame())
    last().events.failed(new Error())
    timers.advance(500)
    expect(tries).toHaveLength(4)
  })

  it('gives up a connection that never answers', () => {
    const { timers, tries } = aFeed()
    timers.advance(connectWithin + 500)
    expect(tries).toHaveLength(2)
    expect(tries[0]!.open).toBe(false)
  })

  it('opens anew by itself where the browser would reconnect at a pace of its own', () => {
    const { timers, tries, last, said } = aFeed()
    last().events.connecting()
    last().events.connected()
    last().events.frame('7', aFrame({ position: 7 }))
    timers.advance(silentFor - 1)
    expect(tries).toHaveLength(1)
    last().events.connecting()
    expect(tries[0]!.open).toBe(false)
    expect(said.at(-1)).toBe('lost')
    timers.advance(500)
    expect(tries).toHaveLength(2)
    expect(last().from).toBe('7')
  })

  it('lets chance spread half of each wait, so that not all screens come back at once', () => {
    const { timers, tries, last } = aFeed(0)
    last().events.failed(new Error('503'))
    timers.advance(249)
    expect(tries).toHaveLength(1)
    timers.advance(1)
    expect(tries).toHaveLength(2)
  })

  it('is open again within thirty seconds of the cure, whatever the fault', () => {
    for (const fault of ['refused', 'silent'] as const) {
      const { timers, tries, last } = aFeed()
      let seen = 0
      const suffer = () => {
        if (tries.length === seen) return
        seen = tries.length
        if (fault === 'refused') last().events.failed(new Error('503'))
      }
      for (let ms = 0; ms < 600_000; ms += 100) {
        suffer()
        timers.advance(100)
      }
      // A try that began just before the cure may still be lost; the next one is not.
      const before = tries.length
      timers.advance(20_100)
      expect(tries.length).toBeGreaterThan(before)
    }
  })

  it('says live, lost and live again', () => {
    const { timers, said, last } = aFeed()
    last().events.connected()
    last().events.failed(new Error())
    timers.advance(500)
    last().events.connected()
    expect(said).toEqual(['live', 'lost', 'live'])
  })

  it('gives up a connection that has fallen silent, and one that opened and never says a word', () => {
    for (const words of [['connected'], ['connected', 'frame']]) {
      const { timers, tries, said, last } = aFeed()
      last().events.connected()
      timers.advance(4_000)
      if (words.includes('frame')) last().events.frame('7', aFrame({ position: 7 }))
      timers.advance(silentFor - 1)
      expect(said.at(-1)).toBe(words.includes('frame') ? 'live' : 'lost')
      timers.advance(501)
      expect(said.at(-1)).toBe('lost')
      expect(tries).toHaveLength(2)
      expect(tries[0]!.open).toBe(false)
    }
  })

  it('is silent for more than fifteen seconds at no moment without saying so, whatever is tried meanwhile', () => {
    const event = fc.record({
      after: fc.integer({ min: 0, max: 6_000 }),
      what: fc.constantFrom('frame', 'connected', 'failed', 'interrupted', 'elsewhere', 'wake'),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.boolean(), (events, refuses) => {
        const { timers, said, last, tries, feed, elsewhere } = aFeed()
        for (const { after, what } of events) {
          timers.advance(after)
          if (what === 'frame') last().events.frame('7', aFrame({ position: 7 }))
          else if (what === 'connected') last().events.connected()
          else if (what === 'failed') last().events.failed(new Error('503'))
          else if (what === 'interrupted') last().events.connecting()
          else if (what === 'wake') feed.wake()
          else elsewhere()
        }
        // From here on the server is gone: it refuses, or says nothing, while regions go on changing.
        for (let ms = 0; ms < 15_000; ms += 1_000) {
          const known = tries.length
          if (ms % 5_000 === 0) elsewhere()
          if (refuses && tries.length > known) last().events.failed(new Error('refused'))
          timers.advance(1_000)
        }
        expect(said.at(-1)).toBe('lost')
        const before = tries.length
        timers.advance(20_100)
        expect(tries.length).toBeGreaterThan(before)
        feed.stop()
        expect(timers.waiting).toBe(0)
      }),
    )
  })

  it('begins another region anew, and what is lost stays lost until the server is heard', () => {
    const { timers, tries, said, last, elsewhere } = aFeed()
    last().events.frame('7', aFrame({ position: 7 }))
    last().events.failed(new Error('refused'))
    elsewhere()
    expect(said.at(-1)).toBe('lost')
    expect(tries.map(({ from, open }) => [from, open])).toEqual([
      [null, false],
      [null, true],
    ])
    timers.advance(3_000)
    last().events.connected()
    expect(said.at(-1)).toBe('live')
  })

  it('opens anew after a sleep at once, after the last frame it has seen', () => {
    const { tries, said, last, feed } = aFeed()
    last().events.frame('7', aFrame({ position: 7 }))
    feed.wake()
    expect(said.at(-1)).toBe('lost')
    expect(tries.map(({ from, open }) => [from, open])).toEqual([
      [null, false],
      ['7', true],
    ])
  })

  it('hears nothing from a connection it has given up', () => {
    const { timers, tries, positions, last } = aFeed()
    const first = last()
    first.events.failed(new Error())
    timers.advance(500)
    first.events.frame('99', aFrame({ position: 99 }))
    first.events.failed(new Error())
    timers.advance(60_000 - connectWithin)
    expect(positions).toEqual([])
    expect(tries[1]!.from).toBeNull()
  })

  it('leaves no timer and no connection behind', () => {
    const { timers, feed, last, tries } = aFeed()
    last().events.failed(new Error())
    feed.stop()
    timers.advance(60_000)
    expect(timers.waiting).toBe(0)
    expect(tries).toHaveLength(1)
    expect(last().open).toBe(false)
  })
})
