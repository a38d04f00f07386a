/** How long what is put on a wall stays (停留); null = until a person goes on. */
export const stays: readonly { seconds: number | null; words: string }[] = [
  { seconds: 60, words: '1 分钟' },
  { seconds: 300, words: '5 分钟' },
  { seconds: 1_800, words: '30 分钟' },
  { seconds: null, words: '直到继续' },
]
