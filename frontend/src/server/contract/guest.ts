/** What the server takes and gives: logging in by code and registering herself. */

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
