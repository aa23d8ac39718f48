/** What the server's methods take and give. Money is integer centimes; dates are ISO; `_utc` says UTC. */

export type Home = 'trainer' | 'woman' | 'funder' | 'desk'

export interface Session {
  user: string
  full_name: string
  roles: string[]
  homes: Home[]
  language: string
  csrf_token: string
  today: string
  server_time_utc: string
}

// ---------------------------------------------------------------------------------------------- training

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

// -------------------------------------------------------------------------------------------- incubation

export type StepKey = 'registered' | 'selected' | 'trained' | 'proposal' | 'approved' | 'contracted' | 'incubation' | 'activity' | 'integrated'
export type StepState = 'done' | 'current' | 'todo' | 'blocked'

export interface PathStep {
  key: StepKey
  state: StepState
  date: string | null
  detail: Record<string, unknown> | null
}

export interface MyPath {
  beneficiary: { name: string; full_name: string; full_name_ar: string | null; stage: string }
  steps: PathStep[]
  training: { passed: boolean; percent: number; threshold: number } | null
  projects: { name: string; title: string; workflow_state: string; modified: string }[]
}

export interface OpenCall {
  name: string
  title_fr: string
  title_ar: string
  opens_on: string
  closes_on: string
  ceiling_centimes: number
  own_contribution_percent: number
  max_share_percent: number
}

export interface BudgetItem {
  label: string
  amount_centimes: number | null
  quote: string | null
}

export interface Missing {
  field: string
  message: string
}

export interface Tranche {
  number: number
  label: string | null
  percent: number
  amount_centimes: number
  state: string | null
}

/** The part of a proposal that the woman writes. */
export interface ProposalValues {
  title: string
  call: string
  sector: string
  kind: string
  description: string
  market: string
  place_of_activity: string
  jobs_planned: number | null
  budget_items: BudgetItem[]
  requested_centimes: number | null
  own_cash_centimes: number | null
  own_kind_centimes: number | null
  change_answer: string
}

export interface Proposal extends ProposalValues {
  name: string
  modified: string
  workflow_state: string
  total_centimes: number
  change_request: string | null
  decision_reason: string | null
  actions: string[]
  missing: Missing[]
  tranches: Tranche[]
}

// ------------------------------------------------------------------------------------------ disbursement

export interface InboxItem {
  name: string
  modified: string
  workflow_state: string
  project: string
  project_title: string
  beneficiary_name: string
  beneficiary_name_ar: string | null
  unit_name_fr: string
  unit_name_ar: string | null
  tranche_number: number
  amount_centimes: number
  purpose: string | null
  payee_name: string
  rib: string
  line: { name: string; label: string; left_before_centimes: number; left_after_centimes: number }
  project_left_before_centimes: number
  project_left_after_centimes: number
  evidence: { label: string; file_url: string }[]
  steps: { step: string; actor_name: string; happened_at: string }[]
  actions: string[]
  cannot: string | null
}

export interface HistoryItem {
  name: string
  project_title: string
  step: string
  happened_at: string
  amount_centimes: number
  workflow_state: string
}

export interface Decision {
  client_key: string
  name: string
  action: string
  modified: string
  reason?: string
  bank_reference?: string
  paid_on?: string
}

export interface DecisionAnswer {
  name: string
  ok: boolean
  workflow_state: string | null
  message: string | null
}

export interface Payment {
  name: string
  project: string
  project_title: string
  tranche_number: number
  amount_centimes: number
  workflow_state: string
  paid_on: string | null
  modified: string
}
