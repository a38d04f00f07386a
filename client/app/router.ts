import { createRouter, type Router, type RouterHistory } from 'vue-router'
import { fromRoute, isFormerWall, linkTo } from '../stores/address.ts'
import WallPage from '../wall/WallPage.vue'

/** Every address a person may type; one that is not known leads to the wall, with its query. */
export function createCityRouter(history: RouterHistory): Router {
  return createRouter({
    history,
    routes: [
      {
        path: '/wall/:theme?',
        name: 'wall',
        component: WallPage,
        beforeEnter: (to) =>
          isFormerWall(to.query) ? { ...linkTo('wall', fromRoute(to)), replace: true } : true,
      },
      {
        path: '/drill/:regionId(\\d+)?',
        name: 'drill',
        component: () => import('../drill/DrillPage.vue'),
      },
      { path: '/cases', name: 'cases', component: () => import('../cases/CasesPage.vue') },
      { path: '/feeds', name: 'feeds', component: () => import('../feeds/FeedsPage.vue') },
      { path: '/intake', name: 'intake', component: () => import('../intake/IntakePage.vue') },
      {
        path: '/analysis',
        name: 'analysis',
        component: () => import('../analysis/AnalysisPage.vue'),
      },
      {
        path: '/reports/:id?',
        name: 'reports',
        component: () => import('../reports/ReportsPage.vue'),
      },
      { path: '/scores', name: 'scores', component: () => import('../scores/ScoresPage.vue') },
      {
        path: '/cases/:id(\\d+)',
        name: 'case',
        component: () => import('../parcel/ParcelPage.vue'),
      },
      { path: '/remote', name: 'remote', component: () => import('../remote/RemotePage.vue') },
      { path: '/login', name: 'login', component: () => import('../login/LoginPage.vue') },
      { path: '/pair', name: 'pair', component: () => import('../login/PairPage.vue') },
      { path: '/setup', name: 'setup', component: () => import('../setup/SetupPage.vue') },
      { path: '/account', name: 'account', component: () => import('../account/AccountPage.vue') },
      { path: '/admin/:tab?', name: 'admin', component: () => import('../admin/AdminPage.vue') },
      { path: '/audit', name: 'audit', component: () => import('../audit/AuditPage.vue') },
      { path: '/:rest(.*)*', redirect: (to) => ({ path: '/wall', query: to.query }) },
    ],
  })
}
