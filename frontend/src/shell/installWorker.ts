/** Keeps the app on the phone. Needs HTTPS (or localhost); without it the app works, but only with a network. */
import { ref, shallowRef } from 'vue'

const waiting = shallowRef<ServiceWorker | null>(null)
export const newVersion = waiting
export const isKeptOnPhone = ref(false)

export async function installWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  try {
    const registration = await navigator.serviceWorker.register('/incubation-sw.js', { scope: '/incubation' })
    isKeptOnPhone.value = registration.active !== null
    noteWaiting(registration)
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => noteWaiting(registration))
    })
    let reloading = false
    const hadWorker = navigator.serviceWorker.controller !== null
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      isKeptOnPhone.value = true
      if (hadWorker && !reloading) {
        reloading = true
        location.reload()
      }
    })
  } catch (error) {
    console.warn('The app cannot be kept on this device.', error)
  }
}

function noteWaiting(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting
}

/** Changes over to the version that was loaded in the background, and reloads the page. */
export function takeNewVersion(): void {
  waiting.value?.postMessage('use-new-version')
  waiting.value = null
}
