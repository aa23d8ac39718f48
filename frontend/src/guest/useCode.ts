/** A code on its way: where it went, and when another may be asked for. */
import { onScopeDispose, ref } from 'vue'

import type { CodeSent } from '@/server/contract'

export function useCode() {
  const sentTo = ref('')
  const minutes = ref(0)
  /** Seconds until another code may be asked for. */
  const pause = ref(0)
  const clock = setInterval(() => (pause.value = Math.max(0, pause.value - 1)), 1_000)
  onScopeDispose(() => clearInterval(clock))

  function note(sent: CodeSent): void {
    sentTo.value = sent.sent_to
    minutes.value = Math.round(sent.code_lasts_seconds / 60)
    pause.value = sent.resend_after_seconds
  }

  return { sentTo, minutes, pause, note }
}
