/** What the server takes and gives: payments, decisions about them, and the bank’s batches. */

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
