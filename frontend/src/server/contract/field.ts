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
  appeal: { until: string | null; may_appeal: boolean; status: string | null; reason: string | null }
}

export interface Alert {
  name: string
  kind: string
  sentence: string
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

export interface BoardProject {
  name: string
  title: string
  workflow_state: string
  unit: string
  modified: string
}

export interface GroupRow {
  name: string
  group_name: string
  place: string | null
  status: string
  start_date: string | null
  end_date: string | null
  capacity: number
}
