import type { MeasureReader, Reading } from './reading.ts'

/**
 * The same readings, each read once (读数记忆): points of a series ask again and again for last year's
 * and last weeks' periods. Only for one answer, while nothing else is committed.
 */
export function readOnce(reader: MeasureReader): MeasureReader {
  const known = new Map<string, Reading>()
  const published = new Map<string, number | null>()
  const once = (key: string, read: () => Reading): Reading => {
    let reading = known.get(key)
    if (!reading) known.set(key, (reading = read()))
    return reading
  }
  return {
    flow: (measure, region, from, to) =>
      once(`${measure.id}|${region}|${from}|${to}`, () => reader.flow(measure, region, from, to)),
    level: (measure, region, at) =>
      once(`${measure.id}|${region}|${at}`, () => reader.level(measure, region, at)),
    publishedThrough: (measure, before) => {
      const key = `${measure.id}|${before}`
      let through = published.get(key)
      if (through === undefined) {
        through = reader.publishedThrough(measure, before)
        published.set(key, through)
      }
      return through
    },
  }
}
