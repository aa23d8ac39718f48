/** What the server takes and gives: visits, alerts, follow-ups and the board. */

export interface Visit {
  uuid: string
  project: string
  visit_date: string
  place: string
  latitude: number | null
  longitude: number | null
  purpose: string
  observations: string
  next_steps: string
  photos: { uuid: string; name: string; content_base64: string }[]
  device_time_utc: string
}

export interface VisitAnswer {
  uuid: string
  outcome: 'created' | 'identical' | 'conflict' | 'invalid'
  message: string
}

export interface CoachedProject {
  name: string
  title: string
  workflow_state: string
  beneficiary_name: string
  beneficiary_name_ar: string | null
  place_of_activity: string | null
  visits: { name: string; visit_date: string; purpose: string }[]
}

export interface CommitteeDecision {
  decision: string | null
  reasons: string | null
  /** Her place on the committee's waiting list. */
  rank: number | null
  criteria: { criterion: string; weight: number; max_score: number; score: number }[]
  appeal: { until: string | null; may_appeal: boolean; status: string | null; reason: string | null }
}

export interface Alert {
  name: string
  kind: string
  sentence: string
  since: string
  reference_doctype: string
  reference_name: string
  days: number
  full_name: string | null
  full_name_ar: string | null
  phone: string | null
}

export interface FollowUp {
  name: string
  project: string
  title: string
  month: number
  due_on: string
  days: number
}

export interface BoardCard {
  name: string
  title: string | null
  requested_centimes: number
  /** How long it has been in its state. */
  days: number
}

export interface BoardColumn {
  state: string
  count: number
  /** Those that wait longest; `count` counts all. */
  cards: BoardCard[]
}

export interface BoardProvince {
  name: string
  name_fr: string
  name_ar: string
  projects: number
}

export type GroupStatus = 'Planned' | 'Running' | 'Completed' | 'Cancelled'

interface GroupFacts {
  name: string
  group_name: string
  unit: string
  place: string | null
  status: GroupStatus
  start_date: string | null
  end_date: string | null
  capacity: number
  /** Places that are free. */
  left: number
}

export interface GroupRow extends GroupFacts {
  women: number
  sessions: number
  closed: number
}

export interface GroupWoman {
  beneficiary: string
  name: string
  name_ar: string | null
  phone: string | null
  left_on: string | null
  held_minutes: number
  attended_minutes: number
  absences: number
  often: boolean
}

export interface GroupSession {
  name: string
  session_date: string
  start_time: string
  end_time: string
  status: import('./training').SessionStatus
  module_title_fr: string
  module_title_ar: string
}

export interface Group extends GroupFacts {
  women: GroupWoman[]
  /** Women of the place who wait for one in a selection. */
  waiting: number
  sessions: GroupSession[]
  held_minutes: number
  planned_minutes: number
  trainers: { user: string; full_name: string; phone: string | null }[]
}
