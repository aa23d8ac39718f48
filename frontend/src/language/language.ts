/** The language of the screen: chosen on this phone, applied to the page at once. */
import { readonly, ref, shallowRef } from 'vue'

import type { Catalogue, MessageKey } from './catalogue'

export const LANGUAGES = ['ar', 'fr', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language is called by its own name: who looks for it cannot read the others. */
export const LANGUAGE_NAMES: Record<Language, string> = { ar: 'العربية', fr: 'Français', en: 'English' }

const STORED = 'incubation.language'
const LOADERS: Record<Language, () => Promise<Catalogue>> = {
  ar: () => import('./ar').then((module) => module.ar),
  fr: () => import('./fr').then((module) => module.fr),
  en: () => import('./en').then((module) => module.en),
}

const chosen = ref<Language>('ar')
const catalogue = shallowRef<Catalogue>({} as Catalogue)

export const language = readonly(chosen)

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language)
}

export function directionOf(of: Language): 'rtl' | 'ltr' {
  return of === 'ar' ? 'rtl' : 'ltr'
}

/** The language chosen earlier on this phone, or null. */
export function storedLanguage(): Language | null {
  const stored = localStorage.getItem(STORED)
  return isLanguage(stored) ? stored : null
}

/** Shows the page in `next`: its words, its `lang`, its direction. */
export async function showLanguage(next: Language, { remember = true } = {}): Promise<void> {
  catalogue.value = await LOADERS[next]()
  chosen.value = next
  if (remember) localStorage.setItem(STORED, next)
  document.documentElement.lang = next
  document.documentElement.dir = directionOf(next)
  document.title = t('app.name')
}

export type Values = Record<string, string | number>

/**
 * The message in the language of the screen.
 *
 * A message with forms takes the one that the language's plural rule names for `values.count`. Values are set
 * apart (Unicode isolates), so that a Latin name or a number does not disturb an Arabic sentence.
 */
export function t(key: MessageKey, values: Values = {}): string {
  const message = catalogue.value[key]
  if (message === undefined) return key
  const words = typeof message === 'string' ? message : (message[pluralForm(Number(values.count ?? 0))] ?? message.other)
  const text = chosen.value === 'fr' ? frenchSpaces(words) : words
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => (name in values ? `\u2068${values[name]}\u2069` : hole))
}

/** In French a sign of two parts stands apart from its word, and never alone on a line. */
export function frenchSpaces(text: string): string {
  return text.replace(/ (?=[?!:;»%])/g, '\u00a0').replace(/« /g, '«\u00a0')
}

function pluralForm(count: number): Intl.LDMLPluralRule {
  if (count === 0) return 'zero'
  return new Intl.PluralRules(chosen.value).select(count)
}

/** Of two names of one thing, the one in the language of the screen (French serves English too). */
export function inLanguage(arabic: string | null | undefined, latin: string | null | undefined): string {
  return (chosen.value === 'ar' ? arabic || latin : latin || arabic) ?? ''
}
