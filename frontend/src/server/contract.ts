/** What the server's methods take and give. Money is integer centimes; dates are ISO; `_utc` says UTC. */

export type Home = 'trainer' | 'woman' | 'funder' | 'field' | 'desk'

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
  /** Her answers to the changes asked of single parts: row -> words. */
  change_answers?: Record<string, string>
}

/** A change that is asked of one part of a proposal (field null: of the whole). */
export interface RequestedChange {
  row: string
  field: string | null
  label: string
  request: string
  answer: string | null
}

export interface Proposal extends ProposalValues {
  requested_changes?: RequestedChange[]
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
  steps: { step: string; actor_name: string; happened_at: string; in_the_place_of?: string | null }[]
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

// ------------------------------------------------------------------------- logging in and registering herself

export interface CodeSent {
  sent_to: string
  code_lasts_seconds: number
  resend_after_seconds: number
}

export type CodeAnswer = { logged_in: true; home: string } | { logged_in: false; choose: { woman: string; first_name: string; first_name_ar: string }[] }

export interface Place {
  name: string
  kind: string
  name_ar: string
  name_fr: string
  has_children: boolean
}

export interface RegistrationForm {
  categories: string[]
  education_levels: string[]
  consents: string[]
  regions: Place[]
}

/** What a registration says of a woman; every value is a text, as it was typed. */
export type PersonValues = Record<string, string>

export interface Candidate {
  woman: string | null
  hidden: boolean
  score: number
  exact: string[]
  full_name: string | null
  full_name_ar: string | null
  birth_date: string | null
  unit_name_fr: string | null
  unit_name_ar: string | null
  note: string | null
}

// --------------------------------------------------------------------------------------------- for everybody

export interface Notice {
  name: string
  subject: string
  body: string
  purpose: string
  reference_doctype: string | null
  reference_name: string | null
  read: boolean
  created_at: string
}

// ------------------------------------------------------------------------------------ a woman's own training

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

// -------------------------------------------------------------------------------------------- payment batches

export interface ReadyPayment {
  name: string
  unit: string
  payee_name: string
  rib: string
  amount_centimes: number
}

export interface Batch {
  name: string
  unit: string
  status: 'Made' | 'Sent' | 'Settled' | 'Cancelled'
  made_by: string
  made_at: string
  payments: number
  total_centimes: number
}

export interface BatchRow {
  disbursement: string
  payee_name: string
  rib: string
  outcome: 'Waiting' | 'Paid' | 'Bounced'
  bank_reference: string | null
  paid_on: string | null
  reason: string | null
  amount_centimes: number
}

export type WholeBatch = Batch & { rows: BatchRow[] }

// ----------------------------------------------------------------------------------------------- in the field

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
