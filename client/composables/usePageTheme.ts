import { onScopeDispose, ref, watch, type Ref } from 'vue'

export type PageTheme = 'light' | 'dark'
const remembered = 'desk-theme'

/** Light or dark (明暗) for as long as a page is shown: light by itself, else as last chosen here. The wall is dark. */
export function usePageTheme(): Ref<PageTheme> {
  const { dataset } = document.documentElement
  const theme = ref<PageTheme>(localStorage.getItem(remembered) === 'dark' ? 'dark' : 'light')
  watch(
    theme,
    (next) => {
      dataset.theme = next
      localStorage.setItem(remembered, next)
    },
    { immediate: true },
  )
  onScopeDispose(() => delete dataset.theme)
  return theme
}
