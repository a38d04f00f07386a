import { createPinia } from 'pinia'
import { vi } from 'vitest'
import { createApp, type App, type Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { cityApiKey, type CityApi } from '../client/api/city-api.ts'
import { aCityApi, type FakeCityApi } from './a-city-api.ts'

export interface PageApp {
  app: App
  api: FakeCityApi
  router: Router
  root: HTMLElement
  /** What is read on screen, without blanks. */
  text(): string
  /** The element that a person finds by its role and what it is called. */
  named(selector: string, name: string): HTMLElement
}

/** A page at an address (`path`: its pattern) over a city that answers at once; fake timers must be in use. */
export async function openPage(
  page: Component,
  address: string,
  replaced: Partial<CityApi> = {},
  path = address.replace(/\?.*$/, ''),
): Promise<PageApp> {
  const api = aCityApi(replaced)
  const history = createMemoryHistory()
  history.replace(address)
  const elsewhere = { path: '/:rest(.*)*', component: { render: () => null } }
  const router = createRouter({ history, routes: [{ path, component: page }, elsewhere] })
  const root = document.createElement('div')
  document.body.append(root)
  const app = createApp(page)
  app.provide(cityApiKey, api)
  app.use(createPinia())
  app.use(router)
  await router.isReady()
  app.mount(root)
  await vi.advanceTimersByTimeAsync(0)
  const nameOf = (element: Element): string =>
    element.getAttribute('aria-label') ?? element.textContent ?? ''
  return {
    app,
    api,
    router,
    root,
    text: () => root.textContent?.replace(/\s+/g, '') ?? '',
    named: (selector, name) => {
      const found = [...root.querySelectorAll<HTMLElement>(selector)]
      const one = found.find((element) => nameOf(element).includes(name))
      if (!one) throw new Error(`${name}: none of ${found.map(nameOf).join(' | ')}`)
      return one
    },
  }
}
