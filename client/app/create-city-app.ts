import { createPinia } from 'pinia'
import { createApp, type App } from 'vue'
import { createWebHistory, type RouterHistory } from 'vue-router'
import { cityApiKey, type CityApi } from '../api/city-api.ts'
import { useWho } from '../stores/who.ts'
import CityApp from './CityApp.vue'
import { gatedApi } from './gated-api.ts'
import { createCityRouter } from './router.ts'

/** The client's composition root: the API, the router and the stores in one app. */
export function createCityApp(api: CityApi, history: RouterHistory = createWebHistory()): App {
  const app = createApp(CityApp)
  const pinia = createPinia()
  const door = {
    nobody: () => useWho(pinia).over(),
    doubt: () => void useWho(pinia).renew(),
  }
  app.provide(cityApiKey, gatedApi(api, door))
  app.use(pinia)
  app.use(createCityRouter(history))
  return app
}
