import { onScopeDispose } from 'vue'

/**
 * Sets how a page takes its size from the screen (`html.wall` or `html.desk`, styles/base.css) for as
 * long as it is shown. The wall is what the document starts with and falls back to.
 */
export function usePageScale(scale: 'wall' | 'desk'): void {
  const { classList } = document.documentElement
  const set = (to: 'wall' | 'desk') => {
    classList.remove('wall', 'desk')
    classList.add(to)
  }
  set(scale)
  onScopeDispose(() => set('wall'))
}
