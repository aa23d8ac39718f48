/** A session as the trainer sees it: what the server holds, and upon it what waits in the outbox. */
import { isWaiting, type OutboxItem } from '@/offline/outboxItem'
import type { AttendanceStatus, RosterRow, SessionStatus, TrainingSession } from '@/server/contract'

export interface ViewRow extends RosterRow {
  /** Does the mark shown still wait for the server? */
  waiting: boolean
  /** An earlier mark that the server did not take as it was. */
  problem: OutboxItem | null
}

export type Counts = Record<AttendanceStatus | 'unmarked' | 'total', number>

export interface SessionView extends Omit<TrainingSession, 'roster'> {
  rows: ViewRow[]
  counts: Counts
  /** The outbox items of this session that wait. */
  waiting: number
  /** The session's own event (closing, did not happen) that the server did not take. */
  problem: OutboxItem | null
}

/** `items`: the whole outbox, in its order. */
export function viewOf(session: TrainingSession, items: readonly OutboxItem[]): SessionView {
  const mine = items.filter((item) => item.session === session.name)
  const rows = session.roster.map((row) => viewRow(row, mine))
  const ofSession = mine.filter((item) => item.kind !== 'mark')
  const { roster: _roster, ...rest } = session
  return {
    ...rest,
    ...expected(session, ofSession.filter(isWaiting).at(-1)),
    rows,
    counts: count(rows),
    waiting: mine.filter(isWaiting).length,
    problem: ofSession.find((item) => !isWaiting(item)) ?? null,
  }
}

function viewRow(row: RosterRow, items: OutboxItem[]): ViewRow {
  const about = items.filter((item) => item.kind === 'mark' && item.beneficiary === row.beneficiary)
  const last = about.filter(isWaiting).at(-1)
  const problem = about.find((item) => !isWaiting(item)) ?? null
  if (!last) return { ...row, waiting: false, problem }
  return { ...row, status: last.status ?? null, late_minutes: last.late_minutes ?? null, reason: last.reason ?? null, waiting: true, problem }
}

function expected(session: TrainingSession, event: OutboxItem | undefined): { status: SessionStatus; status_reason: string | null } {
  if (event?.kind === 'close') return { status: 'Closed', status_reason: session.status_reason }
  if (event?.kind === 'did_not_happen') return { status: 'Did Not Happen', status_reason: event.reason ?? null }
  return { status: session.status, status_reason: session.status_reason }
}

function count(rows: ViewRow[]): Counts {
  const counts: Counts = { Present: 0, Late: 0, Excused: 0, Absent: 0, unmarked: 0, total: rows.length }
  for (const row of rows) counts[row.status ?? 'unmarked'] += 1
  return counts
}

/** May marks be made? Only on the day or after it, and until the session is closed. */
export function isMarkable(session: Pick<SessionView, 'status' | 'session_date'>, today: string): boolean {
  return session.session_date <= today && (session.status === 'Planned' || session.status === 'Held')
}

/** What one tap on a row makes of it. Late and excused hold words, so a tap does not throw them away. */
export function afterTap(status: AttendanceStatus | null): AttendanceStatus | null {
  if (status === null || status === 'Absent') return 'Present'
  if (status === 'Present') return 'Absent'
  return null
}

/** The sessions in the order of a trainer's day. */
export function byTime(one: Pick<TrainingSession, 'session_date' | 'start_time'>, other: typeof one): number {
  return `${one.session_date} ${paddedTime(one.start_time)}`.localeCompare(`${other.session_date} ${paddedTime(other.start_time)}`)
}

/** The server leaves out the zero of an early hour. */
function paddedTime(time: string): string {
  return time.padStart(8, '0')
}
