import { describe, expect, it } from 'vitest'
import { aFrame } from '../../test/a-city-api.ts'
import { handTimers } from '../../test/hand-timers.ts'
import type { FeedEvents } from './city-api.ts'
import { connectWithin, superviseFeed, type Connection } from './feed.ts'

function aFeed(chance = 1) {
  const timers = handTimers(chance)
  const tries: { from: string | null; events: FeedEvents; open: boolean }[] = []
  const said: Connection[] = []
  const positions: number[] = []
  const stop = superviseFeed(
    (from, events) => {
      const attempt = { from, events, open: true }
      tries.push(attempt)
      return () => {
        attempt.open = false
      }
    },
    timers,
    {
      onFrame: (frame) => positions.push(frame.position),
      onConnection: (connection) => said.push(connection),
    },
  )
  const last = () => tries.at(-1)!
  return { timers, tries, said, positions, stop, last }
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
    timers.advance(60_000)
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
    expect(said[0]).toBe('connecting')
    expect(said.filter((word, i) => word !== said[i - 1])).toEqual([
      'connecting',
      'live',
      'lost',
      'live',
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
    const { timers, stop, last, tries } = aFeed()
    last().events.failed(new Error())
    stop()
    timers.advance(60_000)
    expect(timers.waiting).toBe(0)
    expect(tries).toHaveLength(1)
    expect(last().open).toBe(false)
  })
})
