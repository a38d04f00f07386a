import { createPinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import { createApp } from 'vue'
import { aCityApi } from '../../test/a-city-api.ts'
import { cityApiKey, type RegionNode } from '../api/city-api.ts'
import { useSession } from './session.ts'

const node = (id: number, parentId: number | null, level: RegionNode['level']): RegionNode => ({
  ...{ id, parentId, level, code: `${id}`, name: `区域${id}`, kind: 'admin' },
  ...{ lng: null, lat: null },
})
const city = [node(1, null, 'city'), node(2, 1, 'district'), node(21, 2, 'town')]
const below = [
  ...[211, 212].map((id) => node(id, 21, 'community')),
  ...[2111, 2112].map((id) => node(id, 211, 'grid')),
]

async function sessionAt() {
  const all = [...city, ...below]
  const api = aCityApi({
    regions: async (around) =>
      around === undefined ? city : all.filter((n) => n.id === around || n.parentId === around),
  })
  const app = createApp({})
  app.provide(cityApiKey, api).use(createPinia())
  const session = app.runWithContext(() => useSession())
  const stop = session.start()
  await new Promise((resolve) => setTimeout(resolve))
  const asked = () => api.calls.filter((c) => c.name === 'regions' && c.input !== undefined)
  return { session, stop, asked }
}

describe('what lies around a region', () => {
  it('is learnt on the way down, once', async () => {
    const { session, stop, asked } = await sessionAt()
    await session.learnAround(21)
    await session.learnAround(21)
    expect(session.regions.childrenOf(21).map((n) => n.id)).toEqual([211, 212])
    expect(asked()).toHaveLength(1)
    await session.learnAround(211)
    expect(asked()).toHaveLength(2)
    stop()
  })

  it('is learnt all the way up from a grid that a link leads to, with its siblings', async () => {
    const { session, stop } = await sessionAt()
    await session.learnAround(2112)
    expect(session.regions.trailOf(2112).map((n) => n.id)).toEqual([1, 2, 21, 211, 2112])
    expect(session.regions.childrenOf(211).map((n) => n.id)).toEqual([2112, 2111])
    expect(session.regions.childrenOf(21).map((n) => n.id)).toEqual([211, 212])
    stop()
  })
})
