/** How a group's status looks. */
import type { Tone } from '@/language/states'
import type { GroupStatus } from '@/server/contract'

export const GROUP_TONES: Record<GroupStatus, Tone> = { Planned: 'nila', Running: 'info', Completed: 'good', Cancelled: 'no' }
