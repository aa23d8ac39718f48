import { describe, expect, it } from 'vitest'

import type { OutboxItem } from '@/offline/outboxItem'
import { afterTap, byTime, isMarkable, viewOf } from '@/trainer/roster'

import { makeRow, makeSession } from './memory'

const item = (values: Partial<OutboxItem>): OutboxItem => ({
  uuid: crypto.randomUUID(), kind: 'mark', session: 'SES-1', beneficiary: 'BEN-1', status: 'Present', base_version: 0,
  device_time_utc: '', order: 1, tries: 0, lastError: null, problem: null, message: null, ...values,
})

describe('what the trainer sees', () => {
  const session = makeSession({ roster: [makeRow('BEN-1'), makeRow('BEN-2', { status: 'Absent', version: 2 }), makeRow('BEN-3')] })

  it('is the server’s word where nothing waits', () => {
    const view = viewOf(session, [])
    expect(view.rows.map((row) => [row.status, row.waiting])).toEqual([[null, false], ['Absent', false], [null, false]])
    expect(view.counts).toEqual({ Present: 0, Late: 0, Excused: 0, Absent: 1, unmarked: 2, total: 3 })
  })

  it('is her own last mark where one waits', () => {
    const view = viewOf(session, [item({}), item({ order: 2, status: 'Late', late_minutes: 10 }), item({ beneficiary: 'BEN-2', order: 3 }), item({ session: 'SES-2', beneficiary: 'BEN-3' })])
    expect(view.rows.map((row) => [row.status, row.late_minutes, row.waiting])).toEqual([['Late', 10, true], ['Present', null, true], [null, 0, false]])
    expect(view.waiting).toBe(3)
  })

  it('shows a mark that was not taken beside what the server holds', () => {
    const problem = item({ beneficiary: 'BEN-2', problem: 'conflict', message: 'Another device' })
    const view = viewOf(session, [problem])
    expect(view.rows[1]).toMatchObject({ status: 'Absent', waiting: false, problem })
    expect(view.waiting).toBe(0)
  })

  it('is closed as soon as she closes, and did not happen for her reason', () => {
    expect(viewOf(session, [item({ kind: 'close', beneficiary: undefined })]).status).toBe('Closed')
    expect(viewOf(session, [item({ kind: 'did_not_happen', beneficiary: undefined, reason: 'Rain' })])).toMatchObject({ status: 'Did Not Happen', status_reason: 'Rain' })
    expect(viewOf(session, [item({ kind: 'close', beneficiary: undefined, problem: 'invalid' })]).status).toBe('Planned')
  })
})

it('marks on the day and after it, until the session is closed', () => {
  const at = (session_date: string, status: 'Planned' | 'Held' | 'Closed' | 'Did Not Happen') => isMarkable({ session_date, status }, '2026-11-24')
  expect([at('2026-11-24', 'Planned'), at('2026-11-20', 'Held')]).toEqual([true, true])
  expect([at('2026-11-25', 'Planned'), at('2026-11-24', 'Closed'), at('2026-11-24', 'Did Not Happen')]).toEqual([false, false, false])
})

it('does not throw away a late or an excuse with one tap', () => {
  expect([null, 'Present', 'Absent', 'Late', 'Excused'].map((status) => afterTap(status as never))).toEqual(['Present', 'Absent', 'Present', null, null])
})

it('orders sessions by day and hour, also where the hour has no zero', () => {
  const sessions = [['2026-11-24', '14:00:00'], ['2026-11-24', '9:00:00'], ['2026-11-23', '16:00:00']].map(([session_date, start_time]) => ({ session_date: session_date!, start_time: start_time! }))
  expect(sessions.sort(byTime).map((each) => each.start_time)).toEqual(['16:00:00', '9:00:00', '14:00:00'])
})
