/** A fresh database and a session for each test. */
import { databaseOf, type Database } from '@/offline/database'
import type { RosterRow, TrainingSession } from '@/server/contract'

let users = 0

export function freshDatabase(): Promise<Database> {
  users += 1
  return databaseOf(`trainer-${users}@example.org`)
}

export function makeRow(beneficiary: string, values: Partial<RosterRow> = {}): RosterRow {
  return { beneficiary, name: beneficiary, name_ar: beneficiary, status: null, late_minutes: 0, reason: null, version: 0, ...values }
}

export function makeSession(values: Partial<TrainingSession> = {}): TrainingSession {
  return {
    name: 'SES-1',
    group: 'GRP-1',
    group_name: 'Laayoune 1',
    module: 'MOD-1',
    module_title_ar: 'الخياطة',
    module_title_fr: 'Couture',
    session_date: '2026-11-24',
    start_time: '9:00:00',
    end_time: '12:00:00',
    place: null,
    status: 'Planned',
    version: 0,
    closed_at: null,
    status_reason: null,
    roster: [makeRow('BEN-1'), makeRow('BEN-2'), makeRow('BEN-3')],
    ...values,
  }
}
