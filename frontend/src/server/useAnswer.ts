/** An answer of the server that a page shows: loading, here, or failed. */
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { databaseOf } from '@/offline/database'
import { noteAnswer, whenNetworkReturnsHere } from '@/offline/network'
import { session } from '@/session/session'

import { LoggedOut, NoAnswer } from './errors'

export interface Answer<T> {
  content: ShallowRef<T | undefined>
  error: Ref<unknown>
  loading: Ref<boolean>
  /** When what is shown was read, if it comes from the phone's memory. */
  keptAt: Ref<string | null>
  reload: () => Promise<void>
}

/**
 * Reads now, and again when the network returns. With `keep`, the last answer stays on the phone under that name and
 * is shown while the server does not answer.
 */
export function useAnswer<T>(read: () => Promise<T>, { keep = '' } = {}): Answer<T> {
  const content = shallowRef<T>()
  const error = ref<unknown>(null)
  const loading = ref(true)
  const keptAt = ref<string | null>(null)

  async function reload(): Promise<void> {
    loading.value = true
    error.value = null
    try {
      if (keep && content.value === undefined) await showKept()
      content.value = await read()
      keptAt.value = null
      noteAnswer(true)
      if (keep) await keepAnswer(keep, content.value)
    } catch (caught) {
      noteTrouble(caught)
      if (content.value === undefined || !(caught instanceof NoAnswer || caught instanceof LoggedOut)) error.value = caught
    } finally {
      loading.value = false
    }
  }

  async function showKept(): Promise<void> {
    const kept = await keptAnswer<T>(keep)
    if (!kept) return
    content.value = kept.content
    keptAt.value = kept.at
    loading.value = false
  }

  void reload()
  onScopeDispose(whenNetworkReturnsHere(() => void reload()))
  return { content, error, loading, keptAt, reload }
}

/** What every failed request tells the rest of the app. */
export function noteTrouble(error: unknown): void {
  if (error instanceof NoAnswer) noteAnswer(false)
}

async function keepAnswer(name: string, content: unknown): Promise<void> {
  const database = await databaseOf(session.value.user)
  await database.put('answers', { content, at: new Date().toISOString() }, name)
}

async function keptAnswer<T>(name: string): Promise<{ content: T; at: string } | undefined> {
  const database = await databaseOf(session.value.user)
  return (await database.get('answers', name)) as { content: T; at: string } | undefined
}
