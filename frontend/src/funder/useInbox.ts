/** What waits for me and what I have done: one answer for the three pages of this home. Money is never kept on the phone. */
import { inbox } from '@/server/methods'
import { useAnswer } from '@/server/useAnswer'

export function useInbox() {
  return useAnswer(inbox)
}
