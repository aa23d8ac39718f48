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

/** Frappe's smallest door: it answers anybody, and reads nothing. */
const DOOR = '/api/method/ping'
const FIRST_LOOK = 3_000
const LAST_LOOK = 60_000

let pause = FIRST_LOOK
let timer: ReturnType<typeof setTimeout> | undefined

/**
 * Notes whether the last request got an answer.
 *
 * One answer that was lost must not shut every button for good: where the browser says that there is a network, the
 * server is looked for again, with growing pauses.
 */
export function noteAnswer(came: boolean): void {
  answered.value = came
  clearTimeout(timer)
  if (came) pause = FIRST_LOOK
  else if (typeof document !== 'undefined') timer = setTimeout(() => void look(), pause)
}

async function look(): Promise<void> {
  pause = Math.min(pause * 2, LAST_LOOK)
  const came = navigator.onLine && (await fetch(DOOR, { cache: 'no-store' }).then(() => true).catch(() => false))
  if (came) returned()
  else noteAnswer(false)
}

function returned(): void {
  connected.value = navigator.onLine
  if (!connected.value) return
  noteAnswer(true)
  listeners.forEach((listener) => listener())
}

export function watchNetwork(): void {
  addEventListener('online', returned)
  addEventListener('offline', () => (connected.value = false))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && returned())
}
