import { createRouter, type Router, type RouterHistory } from 'vue-router'
import WallPage from '../wall/WallPage.vue'

/** Every address a person may type; one that is not known leads to the wall, with its query. */
export function createCityRouter(history: RouterHistory): Router {
  return createRouter({
    history,
    routes: [
      { path: '/wall', name: 'wall', component: WallPage },
      { path: '/:rest(.*)*', redirect: (to) => ({ path: '/wall', query: to.query }) },
    ],
  })
}
