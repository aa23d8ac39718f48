import { describe, expect, it } from 'vitest'

import { addDays, clock, dateAndTime, dayName, hoursIn, isoDate, longDate, todayInMorocco } from '@/language/dates'

const days = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-15`)

describe('names of months and days', () => {
  // Node carries the full locale data: it is the oracle for the names that the app carries itself.
  it.each(['ar', 'fr', 'en'] as const)('are those of the full locale data in %s', (language) => {
    const locale = { ar: 'ar-MA-u-nu-latn', fr: 'fr', en: 'en-GB' }[language]
    for (const iso of days) {
      const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(iso))
      const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(iso))
      expect(longDate(iso, language)).toBe(`15 ${month} 2026`)
      expect(dayName(iso, language)).toBe(`${weekday} 15 ${month}`)
    }
  })

  it('are Moroccan in Arabic', () => {
    expect(days.map((iso) => longDate(iso, 'ar').split(' ')[1])).toEqual([
      'يناير', 'فبراير', 'مارس', 'أبريل', 'ماي', 'يونيو', 'يوليوز', 'غشت', 'شتنبر', 'أكتوبر', 'نونبر', 'دجنبر',
    ])
  })

  it('say "1er" in French only', () => {
    expect(longDate('2026-11-01', 'fr')).toBe('1er novembre 2026')
    expect(longDate('2026-11-01', 'ar')).toBe('1 نونبر 2026')
  })
})

describe('days', () => {
  it('are counted over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  it('change at midnight in Morocco, not at the phone', () => {
    // +01:00, and +00:00 in Ramadan (2026: until 22 March).
    expect(todayInMorocco(new Date('2026-07-01T22:59:00Z'))).toBe('2026-07-01')
    expect(todayInMorocco(new Date('2026-07-01T23:01:00Z'))).toBe('2026-07-02')
    expect(todayInMorocco(new Date('2026-03-01T23:30:00Z'))).toBe('2026-03-01')
  })
})

it('shows hours as they are said', () => {
  expect(clock('09:30:00')).toBe('9:30')
  expect(clock('9:30:00')).toBe('9:30')
  expect(dateAndTime('2026-11-24 14:05:00.123', 'fr')).toBe('24 novembre 2026, 14:05')
  expect(dateAndTime('2026-11-24', 'en')).toBe('24 November 2026')
})

it('minutes are said as hours, with the decimal sign of the language', () => {
  expect([hoursIn(90, 'ar'), hoursIn(90, 'fr'), hoursIn(90, 'en'), hoursIn(120, 'ar')]).toEqual(['1,5', '1,5', '1.5', '2'])
})

describe('a date in three answers', () => {
  it('is a day that there is, whatever the digits', () => {
    expect(isoDate('6', '5', '1993')).toBe('1993-05-06')
    expect(isoDate('٠٦', '5', '١٩٩٣')).toBe('1993-05-06')
    expect(isoDate('29', '2', '1992')).toBe('1992-02-29')
  })

  it('is none while something is missing or impossible', () => {
    const wrong = [['', '5', '1993'], ['6', '', '1993'], ['6', '5', '93'], ['31', '4', '1993'], ['29', '2', '1993'], ['x', '5', '1993']] as const
    for (const [day, month, year] of wrong) expect(isoDate(day, month, year)).toBe('')
  })
})
