/** A text field that outlives the page: what she typed is still there after a lost session or a reload. */
import { ref, watch, type Ref } from 'vue'

import { dropWords, keepWords, keptWords } from '@/field/keptWords'

/** The text kept under this name. Emptied, it is forgotten; log-out forgets it with everything else. */
export function useKeptText(name: string): Ref<string> {
  const text = ref('')
  void keptWords<{ text: string }>(name).then((kept) => {
    if (kept && !text.value) text.value = kept.text
  })
  watch(text, (now) => void (now ? keepWords(name, { text: now }) : dropWords(name)))
  return text
}
