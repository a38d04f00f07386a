import { isIPv6 } from 'node:net'

/**
 * What counts as one address (来源地址): an IPv4 address itself, of an IPv6 address the /64 that one
 * subscriber has whole.
 */
export function networkOf(ip: string | undefined): string {
  // Who has hung up already has no address.
  if (ip === undefined) return 'gone'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  const bare = ip.replace(/%.*$/, '')
  if (!isIPv6(bare)) return ip
  const [head = '', tail] = bare.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
  const first = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${first.join(':')}::/64`
}
