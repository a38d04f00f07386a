import type { InjectionKey } from 'vue'
import { returnPath } from '../../shared/access/return-path.ts'

/** Addresses that need nobody (公开地址). */
export const openPaths: readonly string[] = ['/login', '/setup', '/pair']
export const isOpen = (path: string): boolean => openPaths.includes(path)

/** Where a link leads back to (返回地址): a path of ours that is no page for signing in; null = nowhere. */
export function backTo(asked: unknown): string | null {
  const path = returnPath(asked, '')
  return path === '' || isOpen(path.replace(/[?#].*$/, '')) ? null : path
}

/**
 * Leaves for an address by loading it anew (整页跳转): nothing of who sat here before stays in memory.
 */
export const leaveForKey: InjectionKey<(path: string) => void> = Symbol('leave for')
export const loadAnew = (path: string): void => globalThis.location.assign(path)
