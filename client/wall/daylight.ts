import { getPosition } from 'suncalc'

/** The sun's upper rim is on the horizon here, degrees: refraction and half its disc. */
const horizon = -0.833

/** Whether the sun is up (白昼) at a place and instant: also where it never sets or never rises. */
export const isDay = (at: number, [lng, lat]: readonly [number, number]): boolean =>
  getPosition(new Date(at), lat, lng).altitude > horizon
