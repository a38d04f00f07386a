const form = /^[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

/** Whether the check digit (GB 11643) is right: work orders' numbers may have the same form by chance. */
function isIdentity(value: string): boolean {
  if (!form.test(value)) return false
  const sum = weights.reduce((total, weight, i) => total + weight * Number(value[i]), 0)
  return checks[sum % 11] === value[17]?.toUpperCase()
}

const enough = 5

/** Whether these values are identity numbers (身份证号) for the most part. */
export function identityNumbers(values: readonly string[]): boolean {
  const filled = values.filter((value) => value !== '')
  return filled.length >= enough && filled.filter(isIdentity).length >= filled.length / 2
}
