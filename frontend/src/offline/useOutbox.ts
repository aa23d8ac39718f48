/** The outbox as the screens see it: what waits, what went wrong, and when it is sent. */
import { computed, ref, shallowRef } from 'vue'

import { syncAttendance } from '@/server/methods'

import { databaseOf } from './database'
import { deviceName } from './device'
import { noteAnswer, whenNetworkReturns } from './network'
import { inOneTab } from './oneTab'
import { onNews, tellOtherTabs } from './otherTabs'
import * as outbox from './outbox'
import { isWaiting, type OutboxItem } from './outboxItem'
import { sendAll, type Sending } from './sender'

/** Taps come in bursts: they are sent together after this pause. */
const PAUSE = 1_200
const FIRST_RETRY = 5_000
const LAST_RETRY = 300_000

const user = ref('')
const items = shallowRef<OutboxItem[]>([])
const sending = ref(false)
const stopped = ref<Sending>('empty')
const changes = ref(0)

let timer: ReturnType<typeof setTimeout> | undefined
let retryAfter = FIRST_RETRY

export const outboxItems = computed(() => items.value)
export const waitingItems = computed(() => items.value.filter(isWaiting))
export const problemItems = computed(() => items.value.filter((item) => !isWaiting(item)))
export const isSending = computed(() => sending.value)
/** What stopped the last sending. */
export const lastStop = computed(() => stopped.value)
/** Grows with each change of the outbox or of the kept sessions, here or in another tab. */
export const outboxChanges = computed(() => changes.value)

/** Takes over the outbox of `next` (empty: nobody). */
export async function useOutboxOf(next: string): Promise<void> {
  user.value = next
  items.value = []
  stopped.value = 'empty'
  clearTimeout(timer)
  if (!next) return
  await reload()
  sendSoon(0)
}

export async function putIntoOutbox(intents: outbox.Intent[]): Promise<void> {
  await outbox.putIntents(await database(), intents)
  await changed()
  sendSoon(PAUSE)
}

export async function acknowledge(uuid: string): Promise<void> {
  await outbox.acknowledge(await database(), uuid)
  await changed()
}

export async function sendAgain(item: OutboxItem): Promise<void> {
  await outbox.sendAgain(await database(), item)
  await changed()
  sendSoon(0)
}

/** Sends now, in this tab unless another one is sending already. */
export async function sendNow(): Promise<void> {
  const of = user.value
  if (!of || sending.value || !waitingItems.value.length) return
  clearTimeout(timer)
  sending.value = true
  try {
    await inOneTab(`outbox/${of}`, async () => {
      stopped.value = await sendAll(await databaseOf(of), (events) => syncAttendance(events, deviceName()))
    })
  } finally {
    sending.value = false
    if (of === user.value) await afterSending()
  }
}

async function afterSending(): Promise<void> {
  noteAnswer(stopped.value !== 'no-answer')
  await changed()
  if (stopped.value === 'empty') retryAfter = FIRST_RETRY
  if (!waitingItems.value.length || stopped.value === 'logged-out') return
  sendSoon(retryAfter)
  retryAfter = Math.min(retryAfter * 2, LAST_RETRY)
}

function sendSoon(pause: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void sendNow(), pause)
}

async function changed(): Promise<void> {
  await reload()
  tellOtherTabs({ kind: 'outbox', user: user.value })
}

async function reload(): Promise<void> {
  const of = user.value
  const all = of ? await outbox.allItems(await databaseOf(of)) : []
  if (of !== user.value) return
  items.value = all
  changes.value += 1
}

function database() {
  return databaseOf(user.value)
}

whenNetworkReturns(() => {
  retryAfter = FIRST_RETRY
  if (stopped.value !== 'logged-out') sendSoon(0)
})
onNews((news) => {
  if (news.kind === 'outbox' && news.user === user.value) void reload()
})
