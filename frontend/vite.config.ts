import { fileURLToPath } from 'node:url'

import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

import { fontLicence } from './build/font-licence'
import { serviceWorker } from './build/service-worker-plugin'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const COMMON = /node_modules|src\/(?:design|server|session|speech|offline)\/|src\/language\/(?!(?:ar|fr|en)[./])|src\/shell\/(?:App|Away|Kept|Network|homes|NewVersion|installWorker)/

// The app is served by Frappe: the page at /incubation, its files under /assets/women_incubation/frontend/.
export default defineConfig({
  base: '/assets/women_incubation/frontend/',
  plugins: [
    vue(),
    fontLicence(),
    serviceWorker({ entry: here('src/worker/service-worker.ts'), shell: here('../apps/women_incubation/www/incubation.html') }),
  ],
  resolve: { alias: { '@': here('src'), '@font': here('node_modules/@fontsource-variable/readex-pro/files') } },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  build: {
    outDir: here('../apps/women_incubation/public/frontend'),
    emptyOutDir: true,
    manifest: 'build.json',
    target: ['chrome87', 'firefox89', 'safari14.1'],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { app: here('src/main.ts') },
      // Few files: on a slow network each one costs a journey. What every page uses goes in one.
      output: { codeSplitting: { groups: [{ name: 'common', test: COMMON }] } },
    },
  },
  server: { port: 5183, proxy: { '/api': 'http://127.0.0.1:8183', '/files': 'http://127.0.0.1:8183', '/private': 'http://127.0.0.1:8183' } },
  test: { include: ['tests/**/*.test.ts'], setupFiles: ['tests/setup.ts'] },
})
