/** What the server takes and gives: sessions and marks, and what a woman sees of her training. */

export type AttendanceStatus = 'Present' | 'Late' | 'Excused' | 'Absent'
export type SessionStatus = 'Planned' | 'Held' | 'Did Not Happen' | 'Closed'

export interface RosterRow {
  beneficiary: string
  name: string
  name_ar: string
  status: AttendanceStatus | null
  late_minutes: number | null
  reason: string | null
  version: number
  /** The mark of her portrait, if she agreed to be shown; it changes with the picture. */
  photo?: string | null
}

/** A small portrait: a JPEG in base64. */
export interface PortraitAnswer {
  beneficiary: string
  version: string
  picture: string
}

export interface TrainingSession {
  name: string
  group: string
  group_name: string
  module: string
  module_title_ar: string
  module_title_fr: string
  session_date: string
  start_time: string
  end_time: string
  place: string | null
  status: SessionStatus
  version: number
  closed_at: string | null
  status_reason: string | null
  roster: RosterRow[]
}

export interface AttendanceEvent {
  uuid: string
  kind: 'mark' | 'close' | 'did_not_happen'
  session: string
  beneficiary?: string
  status?: AttendanceStatus
  late_minutes?: number
  reason?: string
  base_version: number
  device_time_utc: string
}

export type Outcome = 'created' | 'updated' | 'identical' | 'stale' | 'conflict' | 'late' | 'invalid'

export interface SyncAnswer {
  uuid: string
  outcome: Outcome
  message: string | null
  row: (RosterRow & { session: string }) | null
}

export interface SyncResult {
  server_time_utc: string
  answers: SyncAnswer[]
  sessions: { name: string; status: SessionStatus; version: number }[]
}

export interface OwnPath {
  path: string
  title_fr: string
  title_ar: string
  passed: boolean
  reason: string
  percent: number
  threshold: number
  attended_minutes: number
  held_minutes: number
}

export interface OwnSession {
  name: string
  session_date: string
  start_time: string
  end_time: string
  place: string | null
  module_title_fr: string
  module_title_ar: string
  status: AttendanceStatus
  late_minutes: number
  reason: string
  feedback_wanted: boolean
}

export interface Certificate {
  name: string
  title_fr: string
  title_ar: string
  issued_on: string
  status: string
  status_reason: string | null
}
