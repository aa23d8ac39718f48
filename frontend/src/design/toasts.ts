/** Short words after an act, gone by themselves. Nothing that must be read stands only here. */
import { readonly, ref } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'no'
  action?: { label: string; run: () => void }
}

const SHOWN = 5_000
const shown = ref<Toast[]>([])
let last = 0

export function toast(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  const id = ++last
  shown.value = [...shown.value.slice(-1), { id, text, tone: 'plain', ...options }]
  setTimeout(() => dismiss(id), SHOWN)
}

function dismiss(id: number): void {
  shown.value = shown.value.filter((each) => each.id !== id)
}

export function useToasts() {
  return { toasts: readonly(shown), dismiss }
}
