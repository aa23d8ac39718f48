/**
 * Dates in words, in the way they are said in Morocco.
 *
 * The names stand here and not in `Intl`, because low-end phones carry shortened locale data: there `ar-MA`
 * silently becomes another Arabic, with other months. A test compares these names with the full data.
 */
import type { Language } from './language'
import { latinDigits } from './money'

const MONTHS: Record<Language, readonly string[]> = {
  ar: ['يناير', 'فبراير', 'مارس', 'أبريل', 'ماي', 'يونيو', 'يوليوز', 'غشت', 'شتنبر', 'أكتوبر', 'نونبر', 'دجنبر'],
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

const WEEKDAYS: Record<Language, readonly string[]> = {
  ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

/** The twelve months, as the State names them. */
export const monthNames = (language: Language): readonly string[] => MONTHS[language]

/** `YYYY-MM-DD` of what was typed, Arabic-Indic digits included; '' when there is no such day. */
export function isoDate(day: string, month: string, year: string): string {
  const [d, m, y] = [day, month, year].map((each) => Number(latinDigits(each.trim()) || NaN)) as [number, number, number]
  if (!(y > 999 && y < 10_000)) return ''
  const found = new Date(Date.UTC(y, m - 1, d))
  return found.getUTCMonth() === m - 1 && found.getUTCDate() === d ? found.toISOString().slice(0, 10) : ''
}

export const TIME_ZONE = 'Africa/Casablanca'

/** The day, month (1-12) and year of an ISO date `YYYY-MM-DD` (a time after it is ignored). */
export function parts(iso: string): { year: number; month: number; day: number } {
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number)
  return { year, month, day }
}

/** `24 نونبر 2026`, `1er novembre 2026`, `24 November 2026`. */
export function longDate(iso: string, language: Language): string {
  const { year, month, day } = parts(iso)
  return `${ordinal(day, language)} ${MONTHS[language][month - 1]} ${year}`
}

/** `الثلاثاء 24 نونبر`: a near day, without its year. */
export function dayName(iso: string, language: Language): string {
  const { year, month, day } = parts(iso)
  const weekday = WEEKDAYS[language][new Date(Date.UTC(year, month - 1, day)).getUTCDay()]
  return `${weekday} ${ordinal(day, language)} ${MONTHS[language][month - 1]}`
}

function ordinal(day: number, language: Language): string {
  return language === 'fr' && day === 1 ? '1er' : String(day)
}

/** `9:30` of a time `9:30:00` or `09:30:00`. */
export function clock(time: string): string {
  const [hours = '0', minutes = '00'] = time.split(':')
  return `${Number(hours)}:${minutes}`
}

/** `24 نونبر 2026, 9:30` of a date and time in the site's zone (`YYYY-MM-DD HH:MM:SS`). */
export function dateAndTime(moment: string, language: Language): string {
  const time = moment.slice(11)
  return time ? `${longDate(moment, language)}${language === 'ar' ? '،' : ','} ${clock(time)}` : longDate(moment, language)
}

/** Minutes as hours with at most one decimal: 90 minutes are `1,5` (`1.5` in English). */
export function hoursIn(minutes: number, language: Language): string {
  return String(Math.round(minutes / 6) / 10).replace('.', language === 'en' ? '.' : ',')
}

/** The date of today in Morocco, as `YYYY-MM-DD`. */
export function todayInMorocco(now: Date = new Date()): string {
  try {
    const found = new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(now)
      .reduce<Record<string, string>>((all, part) => ({ ...all, [part.type]: part.value }), {})
    return `${found.year}-${found.month}-${found.day}`
  } catch {
    return now.toISOString().slice(0, 10)
  }
}

/** The date `days` after (or before) an ISO date. */
export function addDays(iso: string, days: number): string {
  const { year, month, day } = parts(iso)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}
