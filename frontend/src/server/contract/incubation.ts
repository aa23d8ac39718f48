/** What the server takes and gives: a woman’s path, calls and proposals. */

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

/** A photo on its way, named by the SHA-256 of its content. */
export interface PhotoName {
  digest: string
  size: number
}

/** How far a photo has come: the pieces that are missing, its address once it is whole, or why it is not taken. */
export interface PhotoState {
  missing: number[]
  file_url: string | null
  refused: string | null
}
