import { createPinia } from 'pinia'
import { createApp, type App } from 'vue'
import { createWebHistory, type RouterHistory } from 'vue-router'
import { cityApiKey, type CityApi } from '../api/city-api.ts'
import CityApp from './CityApp.vue'
import { createCityRouter } from './router.ts'

/** The client's composition root: the API, the router and the stores in one app. */
export function createCityApp(api: CityApi, history: RouterHistory = createWebHistory()): App {
  const app = createApp(CityApp)
  app.provide(cityApiKey, api)
  app.use(createPinia())
  app.use(createCityRouter(history))
  return app
}
