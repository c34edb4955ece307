import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router';
import { onUnauthenticated } from './api/call.ts';
import { inbox } from './areas/inbox/index.ts';
import { useSession } from './session/useSession.ts';

/** Areas of the app in the order of the navigation; each brings its routes and what leads to them. */
export const areas = [inbox];

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'start', component: () => import('./session/pages/StartPage.vue') },
  { path: '/sign-in', name: 'sign-in', component: () => import('./session/pages/SignInPage.vue') },
  { path: '/setup', name: 'setup', component: () => import('./session/pages/SetupPage.vue') },
  {
    path: '/o/:office',
    component: () => import('./session/pages/OfficePage.vue'),
    props: { navigation: areas.flatMap((area) => area.navigation) },
    children: [
      { path: '', name: 'office', redirect: (to) => ({ name: 'inbox', params: to.params }) },
      ...areas.flatMap((area) => area.routes),
    ],
  },
  { path: '/:path(.*)*', name: 'not-found', component: () => import('./session/pages/NotFoundPage.vue') },
];

export const router = createRouter({ history: createWebHistory(), routes });

const OPEN_TO_ALL = new Set(['sign-in', 'setup', 'not-found']);

async function admit(to: RouteLocationNormalized) {
  const { isKnown, load, session } = useSession();
  if (OPEN_TO_ALL.has(String(to.name))) return true;
  if (!isKnown.value) await load().catch(() => null);
  if (session.value !== null) return true;
  return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
}

router.beforeEach(admit);

onUnauthenticated(() => {
  const { forget, session } = useSession();
  if (session.value === null) return;
  forget();
  const { fullPath } = router.currentRoute.value;
  void router.push({ name: 'sign-in', query: { next: fullPath, ended: '1' } });
});
