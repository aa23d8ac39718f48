/** What the server takes and gives: who is logged in, and what is told to everybody. */

export type Home = 'trainer' | 'woman' | 'funder' | 'field' | 'desk'

export interface Session {
  user: string
  full_name: string
  /** A woman's own name in Arabic; '' for everybody else. */
  full_name_ar: string
  roles: string[]
  homes: Home[]
  language: string
  csrf_token: string
  today: string
  server_time_utc: string
}

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
