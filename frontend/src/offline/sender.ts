/** Empties the outbox: in one tab, in order, in batches, for as long as the server answers. */
import type { AttendanceEvent, SyncResult } from '@/server/contract'
import { isWorthRetrying, LoggedOut, NoAnswer, Refused } from '@/server/errors'

import type { Database } from './database'
import { applyAnswers, noteFailure, setAside, takeForSending } from './outbox'
import { eventOf, type OutboxItem } from './outboxItem'

export type Sending = 'empty' | 'no-answer' | 'logged-out' | 'server'

const BATCH = 100

/**
 * Sends what waits. Answers how it ended: `empty`, or what stopped it (everything unsent is still there).
 *
 * A batch that the server refuses as a whole is sent one by one, so that one bad event does not hold up the rest.
 */
export async function sendAll(database: Database, send: (events: AttendanceEvent[]) => Promise<SyncResult>): Promise<Sending> {
  let singly = 0
  for (;;) {
    const items = await takeForSending(database, singly > 0 ? 1 : BATCH)
    if (!items.length) return 'empty'
    singly -= 1
    try {
      const result = await send(items.map(eventOf))
      await applyAnswers(database, result)
      await setAsideUnanswered(database, items, result)
    } catch (error) {
      const stopped = stopOf(error)
      if (stopped) {
        await noteFailure(database, items.map(({ uuid }) => uuid), stopped)
        return stopped
      }
      if (items.length > 1) singly = items.length
      else await setAside(database, [items[0]!.uuid], (error as Error).message)
    }
  }
}

function stopOf(error: unknown): Exclude<Sending, 'empty'> | null {
  if (error instanceof LoggedOut) return 'logged-out'
  if (error instanceof NoAnswer) return 'no-answer'
  if (isWorthRetrying(error)) return 'server'
  if (error instanceof Refused) return null
  throw error
}

/** A server that leaves an event without an answer would be asked for ever. */
async function setAsideUnanswered(database: Database, items: OutboxItem[], result: SyncResult): Promise<void> {
  const answered = new Set(result.answers.map(({ uuid }) => uuid))
  const silent = items.filter(({ uuid }) => !answered.has(uuid)).map(({ uuid }) => uuid)
  if (silent.length) await setAside(database, silent, '')
}
