import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import { Unreachable } from './api/problem.ts';
import App from './App.vue';
import { router } from './router.ts';
import { startPreferences } from './session/preferences.ts';
import { i18n } from './texts/i18n.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';

const FRESH_MS = 15_000;
const TRIES = 2;

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // Answers are replaced, never changed: making them deeply reactive would cost and help nobody.
      shallow: true,
      // A refusal stays a refusal; only a missing answer is worth asking again.
      retry: (failures, error) => error instanceof Unreachable && failures < TRIES,
    },
  },
});

await startPreferences();
createApp(App).use(i18n).use(router).use(VueQueryPlugin, { queryClient }).mount('#app');
