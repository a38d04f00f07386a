/** Days from the day before 1900-01-01 to 1970-01-01, Excel's 29 February 1900 counted in. */
const offset1900 = 25_569
const offset1904 = 24_107

/**
 * Local day ordinal of Excel's serial number (日期序列号): 1900 system, where 1900 is a leap year, or
 * the 1904 system of old Macintosh files.
 */
export function excelDay(serial: number, date1904 = false): number {
  const whole = Math.floor(serial)
  if (date1904) return whole - offset1904
  return whole < 60 ? whole - offset1900 + 1 : whole - offset1900
}

const dayMs = 86_400_000

/** Time of day of a serial number in whole seconds, as local milliseconds; undefined = midnight. */
export function excelTime(serial: number): number | undefined {
  const ms = Math.round(((serial - Math.floor(serial)) * dayMs) / 1000) * 1000
  return ms === 0 ? undefined : Math.min(ms, dayMs - 1000)
}

/** Whether a bare number may be a date of 2000–2099 whose format was lost. */
export const maybeSerial = (value: number): boolean =>
  Number.isInteger(value) && value >= 36_526 && value < 73_051
