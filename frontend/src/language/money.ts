/**
 * Dirhams for people, centimes for the machine.
 *
 * Amounts are whole centimes (integers) everywhere; no decimal fraction is ever computed with.
 */
import type { Language } from './language'

const UNIT: Record<Language, string> = { ar: 'درهم', fr: 'DH', en: 'DH' }
const NARROW_SPACE = '\u202f'
const NO_BREAK_SPACE = '\u00a0'

/** `1 234,56 DH`, `1 234,56 درهم`, `1,234.56 DH`; whole dirhams are shown without decimals. */
export function formatCentimes(centimes: number, language: Language): string {
  return `${formatAmount(centimes, language)}${NO_BREAK_SPACE}${UNIT[language]}`
}

/** The amount without its unit. */
export function formatAmount(centimes: number, language: Language): string {
  const [groupSign, decimalSign] = language === 'en' ? [',', '.'] : [NARROW_SPACE, ',']
  const absolute = Math.abs(centimes)
  const dirhams = String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, groupSign)
  const rest = absolute % 100
  const decimals = rest ? decimalSign + String(rest).padStart(2, '0') : ''
  return `${centimes < 0 ? '\u2212' : ''}${dirhams}${decimals}`
}

export type Dirhams = { centimes: number; error: null } | { centimes: null; error: 'empty' | 'number' | 'decimals' | 'large' }

/** The most that one amount can be: 9 999 999 999,99 DH (what the server's currency fields hold and more). */
const LARGEST = 999_999_999_999

/**
 * What a person typed, in centimes.
 *
 * Takes spaces and both decimal signs, Latin and Arabic-Indic digits. A third decimal is refused and never rounded.
 */
export function parseDirhams(typed: string): Dirhams {
  const text = latinDigits(typed).replace(/[\s\u00a0\u202f\u066c]/g, '').replace(/(dh|mad|درهم)$/i, '').replace(/[,\u066b]/, '.')
  if (!text) return { centimes: null, error: 'empty' }
  const match = /^(\d+)(?:\.(\d*))?$/.exec(text)
  if (!match) return { centimes: null, error: 'number' }
  const [, whole = '', decimals = ''] = match
  if (decimals.length > 2) return { centimes: null, error: 'decimals' }
  if (whole.length > 12) return { centimes: null, error: 'large' }
  const centimes = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return centimes > LARGEST ? { centimes: null, error: 'large' } : { centimes, error: null }
}

/** Arabic-Indic and Persian digits as Latin ones. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** What stands in an input for an amount: `1234,5` as a person would type it again. */
export function typedDirhams(centimes: number | null): string {
  if (centimes === null) return ''
  const rest = centimes % 100
  return String(Math.floor(centimes / 100)) + (rest ? `,${String(rest).padStart(2, '0')}` : '')
}

/** A RIB in its four parts (bank, town, account, key). */
export function spacedRib(rib: string): string {
  return /^\d{24}$/.test(rib) ? [rib.slice(0, 3), rib.slice(3, 6), rib.slice(6, 22), rib.slice(22)].join(NO_BREAK_SPACE) : rib
}
