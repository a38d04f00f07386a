import { createPinia } from 'pinia'
import { createApp, h, type App } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { cityApiKey, type CityApi } from '../client/api/city-api.ts'
import { useWallState } from '../client/stores/wall-state.ts'
import { useWallStores } from '../client/wall/use-wall-stores.ts'

/** Everything a wall listens to, mounted at an address without its panels; needs a document. */
export async function openWall(
  address: string,
  api: CityApi,
): Promise<{ app: App; router: Router }> {
  const history = createMemoryHistory()
  history.replace(address)
  const router = createRouter({
    history,
    routes: ['/wall/:theme?', '/remote'].map((path) => ({
      path,
      component: { render: () => null },
    })),
  })
  const app = createApp({
    setup() {
      useWallStores()
      const stop = useWallState().start()
      return () => h('div', { onVnodeBeforeUnmount: stop })
    },
  })
  app.provide(cityApiKey, api)
  app.use(createPinia())
  app.use(router)
  await router.isReady()
  app.mount(document.createElement('div'))
  return { app, router }
}
