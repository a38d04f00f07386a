import type { EventType, Region } from '../../shared/city/pack.ts'
import { Dice, mix } from './dice.ts'
import { outcomes, phrases, remarks, streetEnds, streetNames, streetSpots } from './phrases.ts'

/** Free text of a case; it never names a person, a number or a plate. */
export interface Wording {
  title: string
  description?: string
}

/** Characters of a title, at most. */
export const titleLength = 24

const said = new Map<string, { kind: 'street' | 'home' | 'matter'; words: string[] }>()

function sayingsOf(name: string): { kind: 'street' | 'home' | 'matter'; words: string[] } {
  let known = said.get(name)
  if (known === undefined) {
    const list = (phrases[name] ?? name).split('|')
    const mark = list[0]?.[0]
    const kind = mark === '@' ? 'home' : mark === '~' ? 'matter' : 'street'
    known = { kind, words: list.map((word) => word.replace(/^[@~]/, '')) }
    said.set(name, known)
  }
  return known
}

/** Three streets cross every community; the same ones for ever. */
function streetOf(leaf: Region, dice: Dice): string {
  const key = mix(leaf.parentId ?? leaf.id, dice.below(3))
  const name = streetNames[key % streetNames.length] ?? ''
  return name + (streetEnds[(key >>> 8) % streetEnds.length] ?? '')
}

const homeOf = (community: string): string =>
  community.replace(/(居民委员会|村民委员会|居委会|村委会)$/, '').slice(0, 10)

/** Title and, now and then, a description; `chain` keeps a repeated complaint to its own words. */
export function wordingOf(
  type: EventType,
  leaf: Region,
  community: string,
  key: number,
  withRemark: boolean,
): Wording {
  if (type.sensitive) return { title: type.name.slice(0, titleLength) }
  const dice = new Dice(key)
  const { kind, words } = sayingsOf(type.name)
  const what = dice.pick(words)
  const street = streetOf(leaf, dice)
  const spot = dice.pick(streetSpots)
  const where = kind === 'home' ? homeOf(community) : kind === 'street' ? street : ''
  const longer = kind === 'street' && !clashes(spot, what) ? where + spot + what : where + what
  const title = (longer.length > titleLength ? where + what : longer).slice(0, titleLength)
  if (!withRemark) return { title }
  const about = kind === 'street' ? `${community}${title}` : title
  return {
    title,
    description: `反映${about}，${dice.pick(kind === 'street' ? remarks : remarks.slice(0, 4))}`,
  }
}

/** 「人行道人行道砖松动」 reads badly: the spot is left out when the phrase already says where. */
const clashes = (spot: string, what: string): boolean =>
  /^(人行道|路口|路面|路边|沿街|校门口|学校|河|店|商铺|工地|桥|下穿|停车|小区|墙面|电杆)/.test(
    what,
  ) || what.includes(spot.slice(0, 2))

/** What a handler says when the case is resolved. */
export const outcomeOf = (dice: Dice): string => dice.pick(outcomes)
