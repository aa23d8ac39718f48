/** How a group's status looks, and minutes as hours. */
import type { Tone } from '@/language/states'
import type { GroupStatus } from '@/server/contract'

export const GROUP_TONES: Record<GroupStatus, Tone> = { Planned: 'nila', Running: 'info', Completed: 'good', Cancelled: 'no' }

/** Hours with at most one decimal: 90 minutes are 1.5. */
export function hoursOf(minutes: number): string {
  return String(Math.round(minutes / 6) / 10)
}
