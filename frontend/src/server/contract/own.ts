/** What the server takes and gives: what was decided about her place, and what she agreed to. */

export interface SelectionDecision {
  name: string
  status: 'Selected' | 'Waiting' | 'Refused' | 'Declined' | 'Withdrawn'
  decided_on: string
  /** What she was told on that day, in her language. */
  explanation: string | null
  appeals_until: string | null
  may_appeal: boolean
  /** Her turn among who waits today; null when she does not wait. */
  rank: number | null
  rules: { sentence: string; passed: boolean }[]
  appeal: { status: 'Open' | 'Accepted' | 'Dismissed'; decision_reason: string | null } | null
}

export interface OwnConsent {
  purpose: string
  in_force: boolean
  since: string | null
  channel: string | null
  withdrawn_on: string | null
}
