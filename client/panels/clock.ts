/** Clock readings in the city's zone, whatever zone the screen's machine is in. */
export interface ClockReading {
  year: number
  month: number
  date: number
  /** 星期四 */
  weekday: string
  /** HH:mm */
  time: string
  /** ss */
  seconds: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('zh-CN', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, made)
  return made
}

export function readClock(ms: number, zone: string): ClockReading {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  return {
    year: Number(of('year')),
    month: Number(of('month')),
    date: Number(of('day')),
    weekday: of('weekday'),
    time: `${of('hour').padStart(2, '0')}:${of('minute').padStart(2, '0')}`,
    seconds: of('second').padStart(2, '0'),
  }
}

/** 11月21日, with the year when it is not this one: 2011年12月31日. */
export function dateOf(ms: number, zone: string, now: number): string {
  const { year, month, date } = readClock(ms, zone)
  return `${year === readClock(now, zone).year ? '' : `${year}年`}${month}月${date}日`
}

/** HH:mm, with the date before it when it is not today's: 11月21日 09:40; of another year the day alone. */
export function timeOf(ms: number, zone: string, now: number): string {
  const day = dateOf(ms, zone, now)
  const { time } = readClock(ms, zone)
  if (day.includes('年')) return day
  return day === dateOf(now, zone, now) ? time : `${day} ${time}`
}
