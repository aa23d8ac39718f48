/** Light or dark, and the size of the letters: chosen on this phone. */
import { ref } from 'vue'

export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Factors on the letters' size. */
export const ZOOMS = [1, 1.15, 1.3] as const

const STORED_THEME = 'incubation.theme'
const STORED_ZOOM = 'incubation.zoom'

const darkScreen = typeof matchMedia === 'undefined' ? null : matchMedia('(prefers-color-scheme: dark)')

export const theme = ref<Theme>((localStorage.getItem(STORED_THEME) as Theme) ?? 'auto')
export const zoom = ref(Number(localStorage.getItem(STORED_ZOOM)) || 1)

export function applyAppearance(): void {
  const dark = theme.value === 'dark' || (theme.value === 'auto' && darkScreen?.matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  document.documentElement.style.setProperty('--zoom', String(zoom.value))
}

export function chooseTheme(next: Theme): void {
  theme.value = next
  localStorage.setItem(STORED_THEME, next)
  applyAppearance()
}

export function chooseZoom(next: number): void {
  zoom.value = next
  localStorage.setItem(STORED_ZOOM, String(next))
  applyAppearance()
}

darkScreen?.addEventListener('change', applyAppearance)
