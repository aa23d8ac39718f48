/** The coach's visits as the screens see them: what waits, and when it is sent. */
import { computed, ref, shallowRef, watch } from 'vue'

import type { Visit } from '@/server/contract'
import { syncVisits } from '@/server/methods'
import { session } from '@/session/session'

import { databaseOf } from './database'
import { deviceName } from './device'
import { noteAnswer, whenNetworkReturns } from './network'
import { inOneTab } from './oneTab'
import { onNews, tellOtherTabs } from './otherTabs'
import { dropVisit, keptVisits, putVisit, sendVisits, type KeptVisit } from './visits'

const FIRST_RETRY = 5_000
const LAST_RETRY = 300_000

const items = shallowRef<KeptVisit[]>([])
const sending = ref(false)
const waits = ({ problem }: KeptVisit) => problem === null
let retryAfter = FIRST_RETRY
let timer: ReturnType<typeof setTimeout> | undefined

export const visitsToSend = computed(() => items.value)
export const isSendingVisits = computed(() => sending.value)

export async function readVisits(): Promise<void> {
  const { user } = session.value
  const found = user ? await keptVisits(await databaseOf(user)) : []
  if (user === session.value.user) items.value = found
}

export async function keepVisit(visit: KeptVisit): Promise<void> {
  await putVisit(await databaseOf(session.value.user), visit)
  await changed()
  void sendKept()
}

export async function forgetVisit(uuid: string): Promise<void> {
  await dropVisit(await databaseOf(session.value.user), uuid)
  await changed()
}

async function changed(): Promise<void> {
  await readVisits()
  tellOtherTabs({ kind: 'visits', user: session.value.user })
}

/** Sends what waits, in one tab at a time, and never in the name of another; tries again while the server does not answer. */
export async function sendKept(): Promise<void> {
  const { user, status, homes } = session.value
  if (status !== 'user' || !homes.includes('field') || sending.value) return
  clearTimeout(timer)
  if (!items.value.some(waits)) return
  sending.value = true
  try {
    await inOneTab(`visits/${user}`, async () => {
      const database = await databaseOf(user)
      const send = async (visit: Visit) => (await syncVisits([visit], deviceName())).answers
      let ended = await sendVisits(database, send)
      // One may have been written meanwhile.
      while (ended === 'empty' && (await keptVisits(database)).some(waits)) ended = await sendVisits(database, send)
      if (ended === 'no-answer') noteAnswer(false)
      if (ended === 'empty') retryAfter = FIRST_RETRY
      else tryLater()
    })
  } finally {
    sending.value = false
    if (user === session.value.user) await changed()
  }
}

function tryLater(): void {
  timer = setTimeout(() => void sendKept(), retryAfter)
  retryAfter = Math.min(retryAfter * 2, LAST_RETRY)
}

watch(
  () => `${session.value.status}/${session.value.user}`,
  () => void readVisits().then(sendKept),
  { immediate: true },
)
whenNetworkReturns(() => void sendKept())
onNews((news) => {
  if (news.kind === 'visits' && news.user === session.value.user) void readVisits()
})
