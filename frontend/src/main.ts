import '@/design/base.css'

import { createApp } from 'vue'

import App from '@/App.vue'
import { applyAppearance } from '@/design/appearance'
import { isLanguage, showLanguage, storedLanguage } from '@/language/language'
import { watchNetwork } from '@/offline/network'
import { router } from '@/router'
import { startSession } from '@/session/session'
import { installWorker } from '@/shell/installWorker'

async function start(): Promise<void> {
  applyAppearance()
  const asked = new URLSearchParams(location.search).get('lang')
  await showLanguage(isLanguage(asked) ? asked : (storedLanguage() ?? 'ar'), { remember: isLanguage(asked) })
  watchNetwork()
  await startSession()
  createApp(App).use(router).mount('#app')
  void installWorker()
}

void start()
