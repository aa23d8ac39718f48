/** The coach's visits as the screens see them: what waits, and when it is sent. */
import { computed, shallowRef, watch } from 'vue'

import { syncVisits } from '@/server/methods'
import { session } from '@/session/session'

import { databaseOf } from './database'
import { deviceName } from './device'
import { whenNetworkReturns } from './network'
import { inOneTab } from './oneTab'
import { dropVisit, keptVisits, putVisit, sendVisits, type KeptVisit } from './visits'

const items = shallowRef<KeptVisit[]>([])
export const visitsToSend = computed(() => items.value)

export async function readVisits(): Promise<void> {
  const { user } = session.value
  const found = user ? await keptVisits(await databaseOf(user)) : []
  if (user === session.value.user) items.value = found
}

export async function keepVisit(visit: KeptVisit): Promise<void> {
  await putVisit(await databaseOf(session.value.user), visit)
  await readVisits()
  void sendKept()
}

export async function forgetVisit(uuid: string): Promise<void> {
  await dropVisit(await databaseOf(session.value.user), uuid)
  await readVisits()
}

/** Sends what waits, in one tab at a time, and never in the name of another. */
export async function sendKept(): Promise<void> {
  const { user, status, homes } = session.value
  if (status !== 'user' || !homes.includes('field')) return
  await inOneTab(`visits/${user}`, async () => {
    await sendVisits(await databaseOf(user), async (visit) => (await syncVisits([visit], deviceName())).answers)
  })
  await readVisits()
}

watch(
  () => `${session.value.status}/${session.value.user}`,
  () => void readVisits().then(sendKept),
  { immediate: true },
)
whenNetworkReturns(() => void sendKept())
