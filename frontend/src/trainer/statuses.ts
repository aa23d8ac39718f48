/** How each attendance status looks: an icon, a word and a tone, never a colour alone. */
import { Check, Clock3, MessageSquareText, X } from '@lucide/vue'
import type { Component } from 'vue'

import type { MessageKey } from '@/language/catalogue'
import type { Tone } from '@/language/states'
import type { AttendanceStatus, SessionStatus } from '@/server/contract'

export const STATUSES: Record<AttendanceStatus, { label: MessageKey; icon: Component; tone: Tone }> = {
  Present: { label: 'attendance.present', icon: Check, tone: 'good' },
  Late: { label: 'attendance.late', icon: Clock3, tone: 'attention' },
  Excused: { label: 'attendance.excused', icon: MessageSquareText, tone: 'info' },
  Absent: { label: 'attendance.absent', icon: X, tone: 'no' },
}

export const SESSION_STATUSES: Record<SessionStatus, { label: MessageKey; tone: Tone }> = {
  Planned: { label: 'session.planned', tone: 'nila' },
  Held: { label: 'session.held', tone: 'info' },
  Closed: { label: 'session.closed', tone: 'good' },
  'Did Not Happen': { label: 'session.did-not-happen', tone: 'no' },
}
