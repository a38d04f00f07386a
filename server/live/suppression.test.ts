import { afterAll, expect, test } from 'vitest'
import { cityWithSensitiveCase, litter, medical, words } from '../../test/sensitive-case.ts'
import { demoLeader } from '../../shared/access/asker.ts'
import { makeLiveFeed } from './live-feed.ts'
import { topicOf } from './topic.ts'

const { city, root, district, town } = cityWithSensitiveCase()
afterAll(() => city.close())

/** The cases of the first frame that a screen of this region gets. */
async function firstFrame(region: number) {
  const feed = makeLiveFeed(
    city.view,
    { after: () => ({ cancel: () => {} }) },
    { backfill: () => null, build: null },
  )
  const stop = new AbortController()
  const frames = feed.frames(topicOf(region, demoLeader(root)), 0, stop.signal)
  const { value } = await frames.next()
  stop.abort()
  return value?.cases ?? []
}

test('a case of a sensitive type comes live to its district without words, and to no town', async () => {
  expect((await firstFrame(district)).map((c) => [c.type, c.point === null])).toEqual([
    [medical, true],
    [litter, false],
  ])
  expect((await firstFrame(town)).map((c) => c.type)).toEqual([litter])
  expect(JSON.stringify(await firstFrame(root))).not.toContain(words)
})
