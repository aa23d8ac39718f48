/** What a component needs to speak: messages, dates and money in the language of the screen. */
import * as dates from './dates'
import { inLanguage, language, t } from './language'
import { formatCentimes } from './money'

export function useWords() {
  return {
    t,
    language,
    inLanguage,
    money: (centimes: number) => formatCentimes(centimes, language.value),
    longDate: (iso: string) => dates.longDate(iso, language.value),
    dayName: (iso: string) => dates.dayName(iso, language.value),
    dateAndTime: (moment: string) => dates.dateAndTime(moment, language.value),
    clock: dates.clock,
    hours: (minutes: number) => dates.hoursIn(minutes, language.value),
  }
}
