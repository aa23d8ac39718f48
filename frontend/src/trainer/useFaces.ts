/** The women's portraits: read once for each picture, kept on the phone, gone when the roster names them no more. */
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'

import { databaseOf, type Database, type Face } from '@/offline/database'
import { whenNetworkReturnsHere } from '@/offline/network'
import type { PortraitAnswer, RosterRow, TrainingSession } from '@/server/contract'
import { facesOf } from '@/server/methods'
import { session as me } from '@/session/session'

type Read = (session: string) => Promise<{ faces: PortraitAnswer[] }>

/** Pictures of the rows of a session, by beneficiary. A roster never waits for them. */
export function useFaces(session: Ref<{ name: string; rows: RosterRow[] } | undefined>) {
  const pictures = shallowRef<Record<string, string>>({})
  const wanted = computed(() => (session.value?.rows ?? []).map(({ beneficiary, photo }) => `${beneficiary}:${photo ?? ''}`).join(' '))

  async function renew(): Promise<void> {
    if (!session.value) return
    const { name, rows } = session.value
    try {
      pictures.value = await facesFor(await databaseOf(me.value.user), name, rows, facesOf)
    } catch {
      // Initials stand where no picture came: a portrait is worth no message.
    }
  }

  watch(wanted, () => void renew(), { immediate: true })
  onScopeDispose(whenNetworkReturnsHere(() => void renew()))
  return pictures
}

/** The kept portraits of `rows`; those that the phone lacks are read first, if the server answers. */
export async function facesFor(database: Database, session: string, rows: RosterRow[], read: Read): Promise<Record<string, string>> {
  const kept = new Map((await database.getAll('faces')).map((face) => [face.beneficiary, face]))
  const isHere = ({ beneficiary, photo }: RosterRow) => kept.get(beneficiary)?.version === photo
  const shown = rows.filter(({ photo }) => photo)
  if (!shown.every(isHere)) {
    const { faces } = await read(session).catch(() => ({ faces: [] }))
    for (const { picture, ...face } of faces) {
      const whole: Face = { ...face, picture: `data:image/jpeg;base64,${picture}` }
      kept.set(face.beneficiary, whole)
      await database.put('faces', whole)
    }
  }
  return Object.fromEntries(shown.filter(isHere).map(({ beneficiary }) => [beneficiary, kept.get(beneficiary)!.picture]))
}

/** Portraits of which no session speaks any more: she took back her consent, or left. */
export async function dropLostFaces(database: Database, sessions: TrainingSession[]): Promise<void> {
  const named = new Map(sessions.flatMap(({ roster }) => roster).map(({ beneficiary, photo }) => [beneficiary, photo]))
  for (const { beneficiary, version } of await database.getAll('faces')) if (named.get(beneficiary) !== version) await database.delete('faces', beneficiary)
}
