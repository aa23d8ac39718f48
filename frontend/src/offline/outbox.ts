/**
 * The outbox of attendance events: put in at a tap, taken out when the server has answered for each of them.
 *
 * Nothing leaves it silently. An event goes when the server says created, updated or identical; any other answer
 * stays, with its reason, until the trainer has read it.
 */
import type { AttendanceEvent, SyncAnswer, SyncResult, TrainingSession } from '@/server/contract'

import type { Database } from './database'
import { isWaiting, type OutboxItem, type Problem } from './outboxItem'

/** What the trainer did; the outbox adds what the server needs to put it in its place. */
export type Intent = Pick<AttendanceEvent, 'kind' | 'session' | 'beneficiary' | 'status' | 'late_minutes' | 'reason'>

const DONE = new Set(['created', 'updated', 'identical'])

/** All items, in the order in which they were made. */
export function allItems(database: Database): Promise<OutboxItem[]> {
  return database.getAllFromIndex('outbox', 'order')
}

/**
 * Puts intents into the outbox, in one transaction.
 *
 * An event that was never sent is replaced by a newer one about the same woman: it is a tap corrected at once. An
 * event that may have reached the server is left, and the new one is based upon it.
 */
export async function putIntents(database: Database, intents: Intent[], now: () => Date = () => new Date()): Promise<void> {
  const transaction = database.transaction(['outbox', 'sessions'], 'readwrite')
  const outbox = transaction.objectStore('outbox')
  const items = await outbox.index('order').getAll()
  let order = items.at(-1)?.order ?? 0
  for (const intent of intents) {
    const session = await transaction.objectStore('sessions').get(intent.session)
    const before = items.filter((item) => isWaiting(item) && isAboutTheSame(item, intent))
    const unsent = before.find((item) => item.tries === 0)
    const item: OutboxItem = {
      ...intent,
      uuid: crypto.randomUUID(),
      base_version: unsent?.base_version ?? baseVersion(session, before, intent),
      device_time_utc: now().toISOString(),
      order: ++order,
      tries: 0,
      lastError: null,
      problem: null,
      message: null,
    }
    if (unsent) {
      await outbox.delete(unsent.uuid)
      items.splice(items.indexOf(unsent), 1)
    }
    await outbox.put(item)
    items.push(item)
  }
  await transaction.done
}

function isAboutTheSame(item: OutboxItem, intent: Intent): boolean {
  const ofSession = (kind: AttendanceEvent['kind']) => kind !== 'mark'
  return item.session === intent.session && item.beneficiary === intent.beneficiary && ofSession(item.kind) === ofSession(intent.kind)
}

/** The version that the trainer saw: the server's row, and upon it each of her own events still under way. */
function baseVersion(session: TrainingSession | undefined, before: OutboxItem[], intent: Intent): number {
  const row = session?.roster.find(({ beneficiary }) => beneficiary === intent.beneficiary)
  const known = (intent.kind === 'mark' ? row?.version : session?.version) ?? 0
  return before.reduce((version, item) => Math.max(version, item.base_version + 1), known)
}

/** Takes the next `limit` waiting items for a sending, and counts the try before it is made. */
export async function takeForSending(database: Database, limit: number): Promise<OutboxItem[]> {
  const transaction = database.transaction('outbox', 'readwrite')
  const waiting = (await transaction.store.index('order').getAll()).filter(isWaiting).slice(0, limit)
  const taken = waiting.map((item) => ({ ...item, tries: item.tries + 1 }))
  await Promise.all(taken.map((item) => transaction.store.put(item)))
  await transaction.done
  return taken
}

/** Notes why a sending brought no answer; the items stay where they are. */
export async function noteFailure(database: Database, uuids: string[], lastError: OutboxItem['lastError']): Promise<void> {
  await change(database, uuids, (item) => ({ ...item, lastError }))
}

/** Sets items aside that the server refused as a whole, with its words. */
export async function setAside(database: Database, uuids: string[], message: string): Promise<void> {
  await change(database, uuids, (item) => ({ ...item, lastError: null, problem: 'refused', message }))
}

async function change(database: Database, uuids: string[], how: (item: OutboxItem) => OutboxItem): Promise<void> {
  const transaction = database.transaction('outbox', 'readwrite')
  for (const uuid of uuids) {
    const item = await transaction.store.get(uuid)
    if (item) await transaction.store.put(how(item))
  }
  await transaction.done
}

/** Applies the server's answers: to the outbox and to the sessions kept, in one transaction. */
export async function applyAnswers(database: Database, result: SyncResult): Promise<void> {
  const transaction = database.transaction(['outbox', 'sessions'], 'readwrite')
  const outbox = transaction.objectStore('outbox')
  const sessions = transaction.objectStore('sessions')
  for (const answer of result.answers) {
    const item = await outbox.get(answer.uuid)
    if (item) await (DONE.has(answer.outcome) ? outbox.delete(item.uuid) : outbox.put(withProblem(item, answer)))
    if (answer.row) {
      const session = await sessions.get(answer.row.session)
      if (session) await sessions.put(withRow(session, answer.row))
    }
  }
  for (const { name, status, version } of result.sessions) {
    const session = await sessions.get(name)
    if (session) await sessions.put({ ...session, status, version })
  }
  await transaction.done
}

function withProblem(item: OutboxItem, answer: SyncAnswer): OutboxItem {
  return { ...item, lastError: null, problem: answer.outcome as Problem, message: answer.message }
}

function withRow(session: TrainingSession, { session: _name, ...row }: NonNullable<SyncAnswer['row']>): TrainingSession {
  return { ...session, roster: session.roster.map((old) => (old.beneficiary === row.beneficiary ? { ...old, ...row } : old)) }
}

/** The trainer has read why an event was not taken as it was: it may go. */
export async function acknowledge(database: Database, uuid: string): Promise<void> {
  await database.delete('outbox', uuid)
}

/** Sends an event once more that was refused: as a new event, upon what the server holds now. */
export async function sendAgain(database: Database, item: OutboxItem): Promise<void> {
  const { kind, session, beneficiary, status, late_minutes, reason } = item
  await acknowledge(database, item.uuid)
  await putIntents(database, [{ kind, session, beneficiary, status, late_minutes, reason }])
}
