/** One attendance event on its way to the server. */
import type { AttendanceEvent, Outcome } from '@/server/contract'

/** What stands between an item and the server. `null`: nothing, it goes with the next sending. */
export type Problem = Exclude<Outcome, 'created' | 'updated' | 'identical'> | 'refused'

export interface OutboxItem extends AttendanceEvent {
  /** Place in the queue: events go in the order in which they were made. */
  order: number
  /** How often it was sent, counted before the sending: 0 means that the server cannot have it. */
  tries: number
  lastError: 'no-answer' | 'server' | 'logged-out' | null
  problem: Problem | null
  /** The server's own words about the problem. */
  message: string | null
}

export function isWaiting(item: OutboxItem): boolean {
  return item.problem === null
}

/** The part that travels. */
export function eventOf(item: OutboxItem): AttendanceEvent {
  const { order: _order, tries: _tries, lastError: _lastError, problem: _problem, message: _message, ...event } = item
  return event
}
