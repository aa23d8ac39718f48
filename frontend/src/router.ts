import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

import type { Home } from '@/server/contract'
import { isLoggedIn, session } from '@/session/session'
import { currentHome, rememberHome, startOf } from '@/shell/homes'

declare module 'vue-router' {
  interface RouteMeta {
    /** The home to which a page belongs; only who has it may open it. (The server guards the data itself.) */
    home?: Home
    open?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'start', redirect: () => (isLoggedIn.value ? startOf(currentHome()) : '/login') },
  { path: '/login', name: 'login', component: () => import('@/shell/LoginPage.vue'), meta: { open: true } },
  { path: '/register', name: 'register', component: () => import('@/guest/RegisterPage.vue'), meta: { open: true } },
  { path: '/components', name: 'components', component: () => import('@/design/ComponentsPage.vue'), meta: { open: true } },
  { path: '/notices', name: 'notices', component: () => import('@/notices/NoticesPage.vue') },
  { path: '/account', name: 'account', component: () => import('@/shell/AccountPage.vue') },
  { path: '/desk-work', name: 'desk', component: () => import('@/shell/DeskPage.vue') },

  { path: '/sessions', name: 'sessions', component: () => import('@/trainer/SessionsPage.vue'), meta: { home: 'trainer' } },
  { path: '/sessions/:name', name: 'session', component: () => import('@/trainer/RosterPage.vue'), props: true, meta: { home: 'trainer' } },
  { path: '/outbox', name: 'outbox', component: () => import('@/trainer/OutboxPage.vue'), meta: { home: 'trainer' } },

  { path: '/path', name: 'path', component: () => import('@/woman/PathPage.vue'), meta: { home: 'woman' } },
  { path: '/selection', name: 'selection', component: () => import('@/woman/SelectionPage.vue'), meta: { home: 'woman' } },
  { path: '/consents', name: 'consents', component: () => import('@/woman/ConsentsPage.vue'), meta: { home: 'woman' } },
  { path: '/training', name: 'training', component: () => import('@/woman/TrainingPage.vue'), meta: { home: 'woman' } },
  { path: '/proposals', name: 'proposals', component: () => import('@/woman/ProposalsPage.vue'), meta: { home: 'woman' } },
  { path: '/proposals/:name/:step?', name: 'proposal', component: () => import('@/woman/ProposalPage.vue'), props: true, meta: { home: 'woman' } },
  { path: '/payments', name: 'payments', component: () => import('@/woman/PaymentsPage.vue'), meta: { home: 'woman' } },

  { path: '/inbox', name: 'inbox', component: () => import('@/funder/InboxPage.vue'), meta: { home: 'funder' } },
  { path: '/inbox/:name', name: 'decision', component: () => import('@/funder/DecisionPage.vue'), props: true, meta: { home: 'funder' } },
  { path: '/batches', name: 'batches', component: () => import('@/funder/BatchesPage.vue'), meta: { home: 'funder' } },
  { path: '/batches/:name', name: 'batch', component: () => import('@/funder/BatchPage.vue'), props: true, meta: { home: 'funder' } },
  { path: '/history', name: 'history', component: () => import('@/funder/HistoryPage.vue'), meta: { home: 'funder' } },

  { path: '/today', name: 'today', component: () => import('@/field/TodayPage.vue'), meta: { home: 'field' } },
  { path: '/women', name: 'women', component: () => import('@/field/RegisterWomanPage.vue'), meta: { home: 'field' } },
  { path: '/visits', name: 'visits', component: () => import('@/field/VisitsPage.vue'), meta: { home: 'field' } },
  { path: '/visits/:project/:uuid', name: 'visit', component: () => import('@/field/VisitPage.vue'), props: true, meta: { home: 'field' } },
  { path: '/groups', name: 'groups', component: () => import('@/field/GroupsPage.vue'), meta: { home: 'field' } },
  { path: '/groups/:name', name: 'group', component: () => import('@/field/GroupPage.vue'), props: true, meta: { home: 'field' } },
  { path: '/board', name: 'board', component: () => import('@/field/BoardPage.vue'), meta: { home: 'field' } },

  { path: '/:missing(.*)*', name: 'missing', component: () => import('@/shell/MissingPage.vue') },
]

export const router = createRouter({
  history: createWebHistory('/incubation'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach((to) => {
  if (to.meta.open) return true
  if (!isLoggedIn.value) return { name: 'login', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (to.meta.home && !session.value.homes.includes(to.meta.home)) return { name: 'missing', params: { missing: to.path.slice(1).split('/') } }
  if (to.meta.home) rememberHome(to.meta.home)
  return true
})

// A new page begins at its title, also for who cannot see it.
router.afterEach((to, from) => {
  if (to.path !== from.path && from.matched.length) void nextTick(() => document.getElementById('page-title')?.focus({ preventScroll: true }))
})
