/** Is there a network? The browser's word, corrected by what the last request met. */
import { computed, ref } from 'vue'

const connected = ref(typeof navigator === 'undefined' || navigator.onLine)
const answered = ref(true)

export const isOnline = computed(() => connected.value && answered.value)

const listeners = new Set<() => void>()

/** Calls `listener` each time that a network may have come back. */
export function whenNetworkReturns(listener: () => void): void {
  listeners.add(listener)
}

/** The same for a part of the screen; the answer ends it. */
export function whenNetworkReturnsHere(listener: () => void): () => void {
  whenNetworkReturns(listener)
  return () => void listeners.delete(listener)
}

/** Notes whether the last request got an answer. */
export function noteAnswer(came: boolean): void {
  answered.value = came
}

export function watchNetwork(): void {
  const returned = () => {
    connected.value = navigator.onLine
    if (connected.value) {
      answered.value = true
      listeners.forEach((listener) => listener())
    }
  }
  addEventListener('online', returned)
  addEventListener('offline', () => (connected.value = false))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && returned())
}
