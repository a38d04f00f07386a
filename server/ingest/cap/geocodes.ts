import type { RegionId } from '../../../shared/city/pack.ts'
import type { RegionTree } from '../../../shared/regions/tree.ts'
import type { CapPair } from './record.ts'

/** Codes of other countries' systems, which may look like ours and mean another place. */
const foreign = /\b(same|fips\w*|ugc|zip|wmo|emma_?id|nuts\d?)\b|cap-cp|clc/i

/**
 * The region of a 行政区划代码 (GB/T 2260; 6, 9 or 12 digits, zeros at the end left out or not; also
 * a code of ours as the pack writes it), valid on the local day `isoDate`; our province's or the
 * nation's code is the whole city. null = not ours.
 */
export function regionOfGeocode(
  { name, value }: CapPair,
  tree: RegionTree,
  isoDate: string,
): RegionId | null {
  if (foreign.test(name)) return null
  for (const code of [value, value.replace(/(000){1,2}$/, '')]) {
    const region = tree.byCode(code, isoDate)
    if (region) return tree.today(region.id)
  }
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(value)) return null
  const { code, id } = tree.root
  const province = `${code.slice(0, 2)}0000`
  return [province, '100000', '000000'].some(
    (wide) => value.padEnd(12, '0') === wide.padEnd(12, '0'),
  )
    ? id
    : null
}
