import { figureOf } from '../panels/format.ts'

/** 「相距 48 米 · 相隔 2时13分」; a case that was chosen with it says so. */
export function apartWords({
  metres,
  minutesApart,
}: {
  metres: number
  minutesApart: number
}): string {
  if (Number.isNaN(metres)) return '已选'
  return `相距 ${figureOf(Math.round(metres))} 米 · 相隔 ${minutesOf(Math.abs(minutesApart))}`
}

/** 「13分」「2时13分」「1天4时」. */
export function minutesOf(minutes: number): string {
  const whole = Math.round(minutes)
  const [days, hours] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60)]
  if (days > 0) return `${days}天${hours > 0 ? `${hours}时` : ''}`
  const rest = whole % 60
  return hours > 0 ? `${hours}时${rest > 0 ? `${rest}分` : ''}` : `${rest}分`
}
