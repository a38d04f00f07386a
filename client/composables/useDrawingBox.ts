import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { readTokens, type Tokens } from '../styles/tokens.ts'
import { useElementSize } from './useElementSize.ts'

/**
 * What a drawing in an element goes by (画布): its content size in CSS pixels and the tokens in force there, read
 * anew when it is laid out otherwise or day turns to night; null until it is laid out.
 */
export function useDrawingBox(target: Readonly<Ref<HTMLElement | null>>) {
  const { width, height } = useElementSize(target)
  const tokens = shallowRef<Tokens | null>(null)
  const read = () => {
    tokens.value = target.value && width.value > 0 ? readTokens(target.value) : null
  }
  watch([width, height], read)
  // Dark or light is said at the document; so is its scale.
  const themed = new MutationObserver(read)
  themed.observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] })
  onScopeDispose(() => themed.disconnect())
  return { width, height, tokens }
}
