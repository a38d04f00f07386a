import { makeTestCity, noon } from './demo-city.ts'
import { fewRegions } from './naive-demo.ts'

const minuteMs = 60_000
/** 医疗纠纷, a sensitive type, and 暴露垃圾, which is none. */
export const medical = '0909'
export const litter = '0102'
/** What nobody may read of the sensitive one. */
export const words = '某医院与患者家属的纠纷'

/** A city with two cases of one community, a quarter of an hour old: one of them sensitive. */
export function cityWithSensitiveCase() {
  const city = makeTestCity(fewRegions(1))
  const { tree } = city.view.epoch
  const district = tree.childrenOf(tree.root.id)[0]?.id ?? 0
  const town = tree.childrenOf(district)[0]?.id ?? 0
  const community = tree.childrenOf(town)[0]?.id ?? 0
  const { code, lng, lat } = tree.get(community)
  const point = lng === null || lat === null ? null : [lng, lat]
  const report = (number: string, eventType: string, title: string, at: number): unknown[] => {
    const head = { source: 'hotline', case: number, occurredAt: at }
    const told = { eventType, region: code, point, text: { title } }
    return [
      { ...head, type: 'case-reported', key: `${number}/1`, ...told },
      { ...head, type: 'case-accepted', key: `${number}/2`, occurredAt: at + 1 },
    ]
  }
  const at = noon - 14 * minuteMs
  const covered = { type: 'coverage-reported', source: 'hotline-cases', feed: 'hotline-cases' }
  const verdicts = city.take([
    ...report('S-1', medical, words, at),
    ...report('L-1', litter, '暴露垃圾', at + minuteMs),
    { ...covered, key: 'c', from: noon - 86_400_000, until: noon - minuteMs, occurredAt: noon },
  ])
  if (verdicts.some((v) => v.verdict !== 'accepted')) throw new Error(JSON.stringify(verdicts))
  return { city, root: tree.root.id, district, town, community }
}
