import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoPerson, type Asker } from '../../shared/access/asker.ts'
import { hourMs } from '../../shared/time/civil.ts'
import { calledScene } from '../../shared/wall/playlist.ts'
import { playlist } from '../../shared/wall/scene.ts'
import { orderCity, people } from '../../test/order-city.ts'
import { wallBook } from '../queries/wall/wall-book.ts'
import type { WallOrder } from './wall-order.ts'

let city: ReturnType<typeof orderCity>
beforeEach(() => {
  city = orderCity()
})
afterEach(() => city.close())

type Given = WallOrder extends infer O ? (O extends WallOrder ? Omit<O, 'wall'> : never) : never
const order = (asker: Asker, given: Given) =>
  city.orders(asker, { wall: 'main', ...given } as WallOrder, (city.clock.time += 1_000))
const setting = () => wallBook(city.database).setting('main')
const scene = calledScene({ id: 'shown', name: '总图', seconds: 60 })
const { leader, officer, analyst } = people
const take = (asker: Asker, paired = true) => order(asker, { verb: 'wall-take', paired })

describe('the remote of a wall', () => {
  it('is held by whoever paired last, and only the holder steers', async () => {
    await expect(order(leader, { verb: 'wall-show', scene, next: 0 })).rejects.toMatchObject({
      ...{ code: 'conflict', params: { holder: '' } },
    })
    await take(leader)
    await order(leader, { verb: 'wall-show', scene, next: 3 })
    expect(setting().flow).toMatchObject({ kind: 'shown', next: 3, at: city.clock.time })
    await take(officer)
    await expect(order(leader, { verb: 'wall-pause', scene, next: 0 })).rejects.toMatchObject({
      code: 'conflict',
      params: { holder: officer.name },
    })
    expect(setting().holder).toMatchObject({ id: officer.id, name: officer.name })
  })

  it('is taken again without a code for twelve hours after pairing, and by nobody who never paired', async () => {
    await expect(take(leader, false)).rejects.toMatchObject({ code: 'forbidden' })
    await take(leader)
    await take(officer)
    city.clock.time += 11 * hourMs
    await take(leader, false)
    expect(setting().holder?.id).toBe(leader.id)
    city.clock.time += hourMs
    await expect(take(leader, false)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is given back by its holder alone', async () => {
    await take(leader)
    await expect(order(officer, { verb: 'wall-release' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await order(leader, { verb: 'wall-release' })
    expect(setting().holder).toBeNull()
  })

  it('is not for those who only look', async () => {
    for (const asker of [analyst, demoPerson('wall', 1), demoPerson('system-admin', 1)])
      for (const given of [
        { verb: 'wall-take', paired: true },
        { verb: 'wall-set-mode', mode: 'war' },
      ] as const)
        await expect(order(asker, given)).rejects.toMatchObject({ code: 'forbidden' })
    expect(setting()).toMatchObject({ holder: null, mode: 'peace' })
  })
})

describe('what people set of a wall', () => {
  it('stands when the log is read anew, each with its audit', async () => {
    await take(leader)
    const list = playlist.parse({ scenes: [{ id: 'a', name: '甲', seconds: 20 }] })
    await order(leader, { verb: 'wall-save-playlist', mode: 'war', playlist: list })
    await order(officer, { verb: 'wall-set-mode', mode: 'war' })
    await order(demoPerson('system-admin', 1), { verb: 'wall-set-look', look: { distance: 1.5 } })
    await order(leader, { verb: 'wall-pause', scene, next: 0 })
    expect(setting()).toMatchObject({
      ...{ mode: 'war', playlists: { peace: null, war: list } },
      ...{ look: { theme: 'night', distance: 1.5, sound: false } },
      flow: { kind: 'held', scene: { id: 'shown' }, name: leader.name },
    })
    const audit = city.database.sqlite
      .prepare<[], string>("SELECT action FROM audit WHERE action LIKE 'wall-%' ORDER BY rowid")
      .pluck()
    expect(audit.all()).toEqual([
      ...['wall-take', 'wall-save-playlist', 'wall-set-mode', 'wall-set-look', 'wall-pause'],
    ])
  })

  it('names no region or theme that its asker does not see', async () => {
    const east: Asker = { ...leader, regions: [2] }
    await take(east)
    const show = (given: object) =>
      order(east, { verb: 'wall-show', scene: { ...scene, ...given }, next: 0 })
    await expect(show({ region: 3 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(show({ theme: 'nowhere' })).rejects.toMatchObject({ code: 'not-found' })
    await show({ region: 2 })
  })

  it('masks what must not be stored in the name of a scene', async () => {
    await take(leader)
    const named = { ...scene, name: '请联系 13812345678' }
    await order(leader, { verb: 'wall-show', scene: named, next: 0 })
    expect(setting().flow).toMatchObject({ scene: { name: '请联系 [电话]' } })
  })

  it('goes on after a pause where it stood, and what called until then has been seen', async () => {
    await take(leader)
    await order(leader, { verb: 'wall-pause', scene, next: 4 })
    await order(leader, { verb: 'wall-resume', next: 4 })
    const { flow, seenUntil } = setting()
    expect(flow).toEqual({ kind: 'run', at: city.clock.time, next: 4 })
    expect(seenUntil).toBe(city.clock.time)
  })
})
