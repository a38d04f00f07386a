/** 12.3 MB: how large, in the unit that reads best. */
export function sizeWords(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}

/** 1.2 秒, 3 分 5 秒. */
export function tookWords(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} 秒`
  return `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`
}
