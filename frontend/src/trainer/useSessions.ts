/** The trainer's sessions: kept on the phone, renewed from the server, with the outbox laid upon them. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'

import { addDays } from '@/language/dates'
import { databaseOf, type Database } from '@/offline/database'
import { noteAnswer, whenNetworkReturnsHere } from '@/offline/network'
import { isSending, outboxChanges, outboxItems } from '@/offline/useOutbox'
import type { TrainingSession } from '@/server/contract'
import { LoggedOut, NoAnswer } from '@/server/errors'
import { mySessions } from '@/server/methods'
import { noteTrouble } from '@/server/useAnswer'
import { session } from '@/session/session'

import { byTime, viewOf } from './roster'
import { dropLostFaces } from './useFaces'

/** Days before and after today that a trainer carries along. */
const BEFORE = 14
const AFTER = 14

export function useSessions() {
  const kept = shallowRef<TrainingSession[]>()
  const error = ref<unknown>(null)
  const loading = ref(true)

  async function readKept(): Promise<void> {
    const database = await databaseOf(session.value.user)
    kept.value = (await database.getAll('sessions')).sort(byTime)
  }

  async function reload(): Promise<void> {
    error.value = null
    try {
      await readKept()
      loading.value = !kept.value?.length
      await renewSessions(await databaseOf(session.value.user), session.value.today)
      await readKept()
    } catch (caught) {
      noteTrouble(caught)
      const readable = kept.value?.length && (caught instanceof NoAnswer || caught instanceof LoggedOut)
      if (!readable) error.value = caught
    } finally {
      loading.value = false
    }
  }

  void reload()
  onScopeDispose(whenNetworkReturnsHere(() => void reload()))
  watch(outboxChanges, () => void readKept())
  // After a sending the rows may hold other people's marks too.
  watch(isSending, (now, before) => before && !now && void reload())

  return { sessions: computed(() => kept.value?.map((each) => viewOf(each, outboxItems.value)) ?? []), error, loading, reload }
}

/**
 * Reads the sessions around `today` and keeps them.
 *
 * Kept sessions that the server does not name any more go, unless an event about them is still in the outbox.
 */
export async function renewSessions(database: Database, today: string): Promise<void> {
  const { sessions } = await mySessions(addDays(today, -BEFORE), addDays(today, AFTER))
  noteAnswer(true)
  const transaction = database.transaction(['sessions', 'outbox'], 'readwrite')
  const store = transaction.objectStore('sessions')
  const named = new Set(sessions.map(({ name }) => name))
  const needed = new Set((await transaction.objectStore('outbox').getAll()).map((item) => item.session))
  for (const name of await store.getAllKeys()) if (!named.has(name) && !needed.has(name)) await store.delete(name)
  for (const each of sessions) await store.put(each)
  await transaction.done
  await dropLostFaces(database, sessions)
}
