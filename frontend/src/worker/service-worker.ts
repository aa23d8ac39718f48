/// <reference lib="webworker" />
/**
 * Keeps the shell of the app on the phone, so that it opens without a network.
 *
 * It keeps files and the page, nothing of anybody: what people read and write goes through IndexedDB, in a
 * database named after the user, which log-out deletes. The page holds no CSRF token (see server/call.ts).
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope
declare const __KEPT_FILES__: string[]
declare const __SHELL_VERSION__: string

const SHELL = '/incubation'

// Names of built files carry a digest of their content: no revision is needed for them.
precacheAndRoute(
  [{ url: SHELL, revision: __SHELL_VERSION__ }, ...__KEPT_FILES__.map((url) => ({ url, revision: /-[\w-]{8}\./.test(url) ? null : __SHELL_VERSION__ }))],
  { ignoreURLParametersMatching: [/.*/] },
)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL(SHELL), { allowlist: [/^\/incubation(\/|$)/] }))

self.addEventListener('message', (event) => {
  if (event.data === 'use-new-version') void self.skipWaiting()
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
